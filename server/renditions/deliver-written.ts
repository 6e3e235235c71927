import type { Request, Response } from 'express'
import type { AssetRow } from '#server/assets/find-readable-asset'
import { assetWords } from '#server/metadata/asset-words'
import { type CopyDeps, type CopySource, goesAsStored, type NoCopy, retryAfter } from '#server/metadata/goes-as-stored'
import { writtenCopy } from '#server/metadata/written-copy'
import { ProblemError } from '#server/platform/problem-error'
import { deliverBytes } from './deliver-bytes.ts'

/** What somebody takes home; `mayEdit`: they may edit the asset, and so have its original untouched. */
export type Taken = { asset: AssetRow; source: CopySource; mayEdit: boolean }

/**
 * Answers a file that somebody takes home: its copy with the asset's words of now inside, or, where none can be made and it may go so,
 * the file as it is stored. `X-Hub-Metadata` says which. The permission was asked before; `recordTaking` is called when it is known what
 * goes, before its first byte. ETag, ranges and conditions are those of the bytes sent. Throws as `takenBytes` does.
 */
export async function deliverWritten(
  deps: CopyDeps,
  taken: Taken,
  disposition: string,
  { req, res }: { req: Request; res: Response },
  recordTaking: () => Promise<void>,
): Promise<void> {
  const { bytes, as } = await takenBytes(deps, taken)
  await recordTaking()
  res.setHeader('X-Hub-Metadata', as)
  await deliverBytes(req, res, deps.store, { ...bytes, cacheControl: 'private, no-store', disposition })
}

type Bytes = Pick<CopySource, 'key' | 'sha256' | 'size' | 'contentType'>

/**
 * The bytes that go home, and how: `written`, or `as-stored; reason=...`. Throws `too-busy` with Retry-After where the copy of an
 * original could not be made this time, `original-kept` where none can be made and the caller may not have the original untouched.
 */
export async function takenBytes(
  deps: CopyDeps,
  { asset, source, mayEdit }: Taken,
): Promise<{ bytes: Bytes; as: 'written' | `as-stored; reason=${NoCopy}` }> {
  const copy = await writtenCopy(deps, source, await assetWords(deps.db, asset, asset.now))
  if (copy.written) return { bytes: copy, as: 'written' }
  const { reason } = copy
  if (goesAsStored(source, reason, { mayEdit })) return { bytes: source, as: `as-stored; reason=${reason}` }
  const seconds = retryAfter(reason)
  if (seconds === null) throw new ProblemError('original-kept')
  throw new ProblemError('too-busy', { headers: { 'retry-after': String(seconds) } })
}
