import { ProblemError } from '#server/platform/problem-error'

/** How many ZIPs one person, or one link, and one process stream at once: each holds a file of the store open for as long as it lasts. */
const most = { each: 2, all: 12 }
const running = new Map<string, number>()
let all = 0

/** Runs `work` if `who` may have another ZIP now. Throws `too-many-requests` or `too-busy`, both with Retry-After. */
export async function withZipTurn<T>(who: string, work: () => Promise<T>): Promise<T> {
  const own = running.get(who) ?? 0
  if (own >= most.each) throw new ProblemError('too-many-requests', { headers: { 'retry-after': '30' } })
  if (all >= most.all) throw new ProblemError('too-busy', { headers: { 'retry-after': '10' } })
  running.set(who, own + 1)
  all += 1
  try {
    return await work()
  } finally {
    all -= 1
    const rest = (running.get(who) ?? 1) - 1
    if (rest > 0) running.set(who, rest)
    else running.delete(who)
  }
}
