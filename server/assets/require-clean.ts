import { ProblemError } from '#server/platform/problem-error'

/** Throws `quarantined` for a version in which malware was found and `not-ready` for one that the scanner has yet to see. */
export function requireClean({ scan }: { scan: string | null }): void {
  if (scan === 'infected') throw new ProblemError('quarantined')
  if (scan === 'waiting') throw new ProblemError('not-ready')
}
