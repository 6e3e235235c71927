import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Db } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { newId } from '#server/platform/new-id'
import { withWorkFolder } from '#server/platform/work-folder'
import { writtenKey } from '#server/storage/keys'
import type { ObjectStore } from '#server/storage/object-store'
import { fetchWhole } from './fetch-ends.ts'
import { ExiftoolMissing, MetadataFault } from './metadata-fault.ts'
import { putFile } from './put-file.ts'
import type { FileWords } from './words-to-tags.ts'
import { writableFormat } from './writable-formats.ts'
import { writeFileWords } from './write-file-words.ts'

/** An original or a rendition as it lies in the store; `objectId` is the original's in both cases. */
export type CopySource = { objectId: string; key: string; sha256: string; size: number; contentType: string }
export type CopyDeps = { db: Db; store: ObjectStore; log: Log }
/** Why a file goes out as it is stored. */
export type AsStored = 'format' | 'too-large' | 'no-tool' | 'unreadable' | 'busy'
export type Written =
  | { written: true; key: string; sha256: string; size: number; contentType: string }
  | { written: false; reason: AsStored }

// What is written is a part of the name: raise it when the same words would make other bytes.
const recipe = 1
// A film of more is rewritten for minutes while somebody waits.
const mostBytes = 512 * 1_048_576
// A file that could not be written is not tried again at each piece of its download.
const refusedMs = 600_000

const making = new Map<string, Promise<Written>>()
const refused = new Map<string, { until: number; reason: AsStored }>()

/**
 * The copy of a file with these words inside and without what its camera knew of places and people: made at the first time, then
 * served from the store until the words change. Where it cannot be made the answer says why, and the file goes out as stored: a
 * download that waits for a tool helps nobody. `pin`: it is sent to a channel, and stays as long as that may be asked for.
 */
export async function writtenCopy(
  deps: CopyDeps,
  source: CopySource,
  words: FileWords,
  { pin = false }: { pin?: boolean } = {},
): Promise<Written> {
  if (!writableFormat(source.contentType)) return { written: false, reason: 'format' }
  if (source.size > mostBytes) return { written: false, reason: 'too-large' }
  const wordsHash = createHash('sha256')
    .update(JSON.stringify([recipe, words]))
    .digest('hex')
  const known = await findCopy(deps, source.sha256, wordsHash, pin)
  if (known) return known
  const name = `${source.sha256} ${wordsHash}`
  const no = refused.get(name)
  if (no && no.until > Date.now()) return { written: false, reason: no.reason }
  const under = making.get(name) ?? makeCopy(deps, source, words, wordsHash).finally(() => making.delete(name))
  making.set(name, under)
  const made = await under
  return made.written && pin ? ((await findCopy(deps, source.sha256, wordsHash, true)) ?? made) : made
}

/** A copy that is there, touched: the longest untouched goes first. One whose bytes are gone (a restored backup) is made anew. */
async function findCopy(
  { db, store }: CopyDeps,
  sourceSha256: string,
  wordsHash: string,
  pin: boolean,
): Promise<Written | null> {
  const [row] = await db.$queryRaw<{ id: string; key: string; sha256: string; size: bigint; contentType: string }[]>`
    select id, key, sha256, size, content_type as "contentType" from written_copy
    where source_sha256 = ${sourceSha256} and words_hash = ${wordsHash}`
  if (!row) return null
  if ((await store.head(row.key))?.size !== Number(row.size)) {
    await db.$executeRaw`delete from written_copy where id = ${row.id}::uuid`
    return null
  }
  // A download in many pieces writes one row a day, not one a piece.
  await db.$executeRaw`
    update written_copy set used_at = now(), pinned = pinned or ${pin}
    where id = ${row.id}::uuid and (used_at < now() - interval '1 day' or pinned < ${pin})`
  return { written: true, key: row.key, sha256: row.sha256, size: Number(row.size), contentType: row.contentType }
}

async function makeCopy(deps: CopyDeps, source: CopySource, words: FileWords, wordsHash: string): Promise<Written> {
  const { store, log } = deps
  const started = performance.now()
  try {
    return await withWorkFolder(async folder => {
      const original = join(folder, 'stored')
      await fetchWhole(store, source.key, original)
      const path = await writeFileWords(folder, original, source.contentType, words)
      const id = newId()
      const put = {
        key: writtenKey(id),
        contentType: source.contentType,
        ...(await putFile(store, writtenKey(id), path, source.contentType)),
      }
      const kept = await keepCopy(deps, { id, source, wordsHash, ...put })
      log.info({ event: 'metadata.written', objectId: source.objectId, ms: Math.round(performance.now() - started) })
      return kept
    })
  } catch (error) {
    const reason = whyAsStored(error)
    if (!reason) throw error
    log.warn({ event: 'metadata.as-stored', objectId: source.objectId, reason, error })
    if (reason !== 'busy') refuse(`${source.sha256} ${wordsHash}`, reason)
    return { written: false, reason }
  }
}

/** Two processes may make the same: the first to commit wins, and the other's bytes go. */
async function keepCopy(
  { db, store }: CopyDeps,
  copy: {
    id: string
    source: CopySource
    wordsHash: string
    key: string
    sha256: string
    size: number
    contentType: string
  },
): Promise<Written> {
  const { id, source, wordsHash, key, sha256, size, contentType } = copy
  const kept = await db.$executeRaw`
    insert into written_copy (id, object_id, source_sha256, words_hash, key, sha256, size, content_type)
    values (${id}::uuid, ${source.objectId}::uuid, ${source.sha256}, ${wordsHash}, ${key}, ${sha256}, ${BigInt(size)}, ${contentType})
    on conflict (source_sha256, words_hash) do nothing`
  if (kept > 0) return { written: true, key, sha256, size, contentType }
  const first = await findCopy({ db, store } as CopyDeps, source.sha256, wordsHash, false)
  if (!first) return { written: true, key, sha256, size, contentType }
  await store.delete(key)
  return first
}

function whyAsStored(error: unknown): AsStored | null {
  if (error instanceof ExiftoolMissing) return 'no-tool'
  if (!(error instanceof MetadataFault)) return null
  return error.key === 'busy' ? 'busy' : 'unreadable'
}

function refuse(name: string, reason: AsStored): void {
  if (refused.size > 1000) refused.clear()
  // perl may be installed at any moment.
  refused.set(name, { until: Date.now() + (reason === 'no-tool' ? 30_000 : refusedMs), reason })
}
