import type { SourceProblem } from '#contracts/intake-source'

/** A source's answer that cannot be read, by the reason that people are shown. */
export class Unreadable extends Error {
  override name = 'Unreadable'
  readonly problem: SourceProblem
  constructor(problem: SourceProblem, options: { cause?: unknown } = {}) {
    super(problem, options)
    this.problem = problem
  }
}
