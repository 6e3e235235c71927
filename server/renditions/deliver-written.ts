import type { Request, Response } from 'express'
import type { AssetRow } from '#server/assets/find-readable-asset'
import { assetWords } from '#server/metadata/asset-words'
import { type AsStored, type CopyDeps, type CopySource, writtenCopy } from '#server/metadata/written-copy'
import { deliverBytes } from './deliver-bytes.ts'

/**
 * Answers a file that somebody takes home: its copy with the asset's words of now inside, or, where none can be made, the file as it is
 * stored. `X-Hub-Metadata` says which. The permission was asked before; ETag, ranges and conditions are those of the bytes sent.
 */
export async function deliverWritten(
  deps: CopyDeps,
  asset: AssetRow,
  source: CopySource,
  disposition: string,
  { req, res }: { req: Request; res: Response },
): Promise<void> {
  const { bytes, as } = await takenBytes(deps, asset, source)
  res.setHeader('X-Hub-Metadata', as)
  await deliverBytes(req, res, deps.store, { ...bytes, cacheControl: 'private, no-store', disposition })
}

type Bytes = Pick<CopySource, 'key' | 'sha256' | 'size' | 'contentType'>

/** The bytes that go home, and how: `written`, or `as-stored; reason=...`. */
export async function takenBytes(
  deps: CopyDeps,
  asset: AssetRow,
  source: CopySource,
): Promise<{ bytes: Bytes; as: 'written' | `as-stored; reason=${AsStored}` }> {
  const copy = await writtenCopy(deps, source, await assetWords(deps.db, asset, asset.now))
  return copy.written ? { bytes: copy, as: 'written' } : { bytes: source, as: `as-stored; reason=${copy.reason}` }
}
