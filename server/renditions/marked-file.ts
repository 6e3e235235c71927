import { setTimeout as wait } from 'node:timers/promises'
import type { Actor } from '#server/access/actor'
import type { AssetRow } from '#server/assets/find-readable-asset'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import type { FailureKey } from './failure.ts'
import { failureSentences } from './failure.ts'
import { purposeSource, type StoredFile } from './purpose-source.ts'
import { purposeSpec } from './purpose-spec.ts'
import { markFor } from './unit-mark.ts'
import { type FileWish, lookForFiles, type WantedFile, wantFile } from './want-file.ts'

/** The still pictures of an item, by their long side. What moves, a document's pages and the thumb (a sign, no picture) bear no mark. */
const stills: Readonly<Record<string, number>> = { web: 2048, preview: 1024, poster: 2048 }

// A large photo takes two seconds; behind others it may take longer.
const patienceMs = 20_000
const lookEveryMs = 150

type Taken = Pick<StoredFile, 'key' | 'sha256' | 'size' | 'contentType'>

/**
 * The bytes that this caller takes home in place of the rendition `name`: with the unit's mark where the unit wants it always and the
 * caller is none of its own, waiting while that is made; null where the rendition goes as it is. Throws `not-ready`, `cannot-make`, and
 * `too-busy` where the mark is not drawn after `patience`: without it the picture does not leave.
 */
export async function markedFile(
  db: Db,
  actor: Actor,
  asset: AssetRow,
  name: string,
  patience = patienceMs,
): Promise<Taken | null> {
  const wish = await markedWish(db, actor, asset, name)
  if (!wish) return null
  const until = Date.now() + patience
  let found: WantedFile | undefined = await wantFile(db, wish)
  while (found?.state === 'making' && Date.now() < until) {
    await wait(lookEveryMs)
    found = (await lookForFiles(db, [wish])).get(wish)
  }
  if (found?.state === 'ready') return found.file
  if (found?.state === 'failed') {
    const detail = failureSentences[found.failure as FailureKey]
    throw new ProblemError('cannot-make', { detail, extension: { failure: found.failure } })
  }
  throw new ProblemError('too-busy', { headers: { 'retry-after': '5' } })
}

async function markedWish(db: Db, actor: Actor, asset: AssetRow, name: string): Promise<FileWish | null> {
  const side = Object.hasOwn(stills, name) ? stills[name] : undefined
  if (!side || (asset.kind !== 'image' && asset.kind !== 'video')) return null
  const { choice, spec: mark } = await markFor(db, actor, asset)
  if (choice !== 'always') return null
  const source = await purposeSource(db, asset)
  if (!source) throw new ProblemError('not-ready')
  // At `web` this is the very file of the purpose `web`.
  const spec = { ...purposeSpec('web', { ...source, focus: null, mark }), fit: { width: side, height: side } }
  return { assetId: asset.id, objectId: source.objectId, purpose: 'web', spec }
}
