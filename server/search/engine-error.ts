import { MeilisearchApiError, MeilisearchError } from 'meilisearch'

/**
 * What a failure of the engine means: `away`, it cannot be reached or does not answer as itself; `lost`, it answers and has not our index;
 * `key`, it refuses the key; `ours`, it does not understand the hub, which is a fault of the hub.
 */
export type EngineFailure = 'away' | 'lost' | 'key' | 'ours'

/** A failure of the engine, with what it said. The message names no key. */
export class EngineError extends Error {
  override name = 'EngineError'
  readonly failure: EngineFailure
  constructor(failure: EngineFailure, message: string, cause?: unknown) {
    super(message, { cause })
    this.failure = failure
  }
}

// Codes of the reference, "Error codes": what each says of the index or the key.
const lost = new Set(['index_not_found'])
const key = new Set(['invalid_api_key', 'missing_authorization_header', 'missing_master_key'])

/** Any error of a call to the engine as an EngineError; null for what is none of the engine's. */
export function engineError(error: unknown): EngineError | null {
  if (error instanceof EngineError) return error
  if (error instanceof MeilisearchApiError) {
    const { status } = error.response
    const code = error.cause?.code
    const said = `${status} ${code ?? 'without a code'}: ${error.message}`.slice(0, 300)
    if (code && key.has(code)) return new EngineError('key', said, error)
    if (status === 401 || status === 403) return new EngineError('key', said, error)
    if (code && lost.has(code)) return new EngineError('lost', said, error)
    // A proxy's page, an overload, a server that starts: none of it is our index being wrong.
    if (!code || status >= 500 || status === 408 || status === 429) return new EngineError('away', said, error)
    return new EngineError('ours', said, error)
  }
  // Refused, timed out, cut off; and answers that are no JSON, which the client lets through as they are.
  if (error instanceof MeilisearchError || error instanceof SyntaxError)
    return new EngineError('away', error.message.slice(0, 300), error)
  return null
}
