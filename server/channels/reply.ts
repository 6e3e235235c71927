import type { OutboundAnswer } from '#server/platform/outbound-fetch'
import { type Decision, decide, problemName, readRetryAfter } from './answer.ts'
import { problemBody } from './receipt-body.ts'

/** A receiver's answer with what the table says about it. */
export type Reply = OutboundAnswer & {
  kind: 'reply'
  decision: Decision
  problem: string | null
  text: string
  /** The media that a 424 names. */
  missing: readonly string[]
  notBefore: Date | null
}

/** Reads an answer; `now` is what Retry-After in seconds counts from. */
export function readReply(answer: OutboundAnswer, now: Date): Reply {
  const problem = answer.status >= 300 ? readProblem(answer.body) : {}
  const name = problemName(problem.type)
  return {
    ...answer,
    kind: 'reply',
    decision: decide(answer.status, name),
    problem: name,
    text: problem.detail ?? problem.title ?? `HTTP ${answer.status}`,
    missing: problem.missing ?? [],
    notBefore: readRetryAfter(answer.headers['retry-after'], now),
  }
}

function readProblem(body: Buffer): {
  type?: string | undefined
  title?: string | undefined
  detail?: string | undefined
  missing?: string[] | undefined
} {
  try {
    return problemBody.safeParse(JSON.parse(body.toString('utf8'))).data ?? {}
  } catch {
    // A proxy's HTML page: the status says enough.
    return {}
  }
}
