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

/** What an answer says is wrong, as far as it says so. */
export type ProblemRead = {
  type?: string | undefined
  title?: string | undefined
  detail?: string | undefined
  missing?: string[] | undefined
}
type Reading = { readProblem(body: Buffer): ProblemRead; decide(status: number, problem: string | null): Decision }

/** Reads an answer; `now` is what Retry-After in seconds counts from. */
export function readReply(answer: OutboundAnswer, now: Date, { readProblem, decide }: Reading = own): Reply {
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

function readProblem(body: Buffer): ProblemRead {
  try {
    return problemBody.safeParse(JSON.parse(body.toString('utf8'))).data ?? {}
  } catch {
    // A proxy's HTML page: the status says enough.
    return {}
  }
}

const own: Reading = { readProblem, decide }
