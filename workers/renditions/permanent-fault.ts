import type { FailureKey } from '#server/renditions/failure'

/** The file itself is at fault: trying again cannot help. `failure` becomes the sentence that people read; `message` goes to the log. */
export class PermanentFault extends Error {
  override name = 'PermanentFault'
  readonly failure: FailureKey
  constructor(failure: FailureKey, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.failure = failure
  }
}
