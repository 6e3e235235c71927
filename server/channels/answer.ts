/** What to do about an answer: the table of hub-exchange/1.0, and nothing else. */
export type Decision =
  | 'done'
  /** Never again with these bytes. */
  | 'dead'
  /** The channel is not let in: nothing will pass until a person has looked. */
  | 'pause'
  /** Look at what is there, then decide. */
  | 'compare'
  /** It was withdrawn there. */
  | 'gone'
  | 'send-media'
  /** The bytes were hurt on the way: once more, read anew. */
  | 'resend-once'
  /** Later, with the same key; `-ask` where it may have been taken all the same. */
  | 'retry'
  | 'retry-ask'

/**
 * Decides by status and the last word of the problem's type. A redirect is never followed and, as a missing address (404) or method
 * (405), means that the channel's address is wrong: that concerns every item, so it pauses instead of killing them one by one.
 */
export function decide(status: number, problem: string | null): Decision {
  if (status >= 200 && status < 300) return 'done'
  if (status === 409) return problem === 'in-progress' ? 'retry' : 'compare'
  if (status === 412) return 'compare'
  if (status === 410) return 'gone'
  if (status === 424) return 'send-media'
  if (status === 422 && problem === 'digest-mismatch') return 'resend-once'
  if ([408, 425, 429].includes(status)) return 'retry'
  if (status >= 500) return 'retry-ask'
  if ([401, 403, 404, 405, 407].includes(status) || (status >= 300 && status < 400)) return 'pause'
  return 'dead'
}

/** The last word of a problem type: `urn:hub-exchange:problem:in-progress` -> `in-progress`. */
export function problemName(type: string | null | undefined): string | null {
  return type?.split(/[:/#]/).filter(Boolean).at(-1)?.slice(0, 100) ?? null
}

/** Retry-After (RFC 9110 §10.2.3): seconds or an HTTP date; null where it is absent or unreadable. At most a day ahead. */
export function readRetryAfter(header: string | undefined, now: Date): Date | null {
  if (!header) return null
  const at = /^\d{1,9}$/.test(header.trim()) ? now.getTime() + Number(header) * 1000 : Date.parse(header)
  return Number.isNaN(at) ? null : new Date(Math.min(at, now.getTime() + 86_400_000))
}
