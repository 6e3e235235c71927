import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { newId } from '#server/platform/new-id'
import { withWorkFolder } from '#server/platform/work-folder'
import { writtenKey } from '#server/storage/keys'
import { withCopySlot } from './copy-slot.ts'
import { keepWithinCap } from './evict-copies.ts'
import { fetchWhole } from './fetch-ends.ts'
import type { CopyDeps, CopySource, NoCopy, Written } from './goes-as-stored.ts'
import { putFile } from './put-file.ts'
import { whyNoCopy } from './why-no-copy.ts'
import type { FileWords } from './words-to-tags.ts'
import { writableFormat } from './writable-formats.ts'
import { writeFileWords } from './write-file-words.ts'

// What is written is a part of the name: raise it when the same words would make other bytes.
const recipe = 1
// A film of more is rewritten for minutes while somebody waits.
const mostBytes = 512 * 1_048_576
/**
 * For how long what could not be written is not tried again. What is the file's own fault stays so; what took two minutes is not asked
 * the same at once; perl may be installed at any moment. What else passes is forgotten at once.
 */
const refusedMs: Partial<Record<NoCopy, number>> = { unreadable: 600_000, 'took-too-long': 60_000, 'no-tool': 30_000 }

const making = new Map<string, Promise<Written>>()
const refused = new Map<string, { until: number; reason: NoCopy }>()

/**
 * The copy of a file with these words inside and without what its camera knew of places and people: made at the first time, then
 * served from the store until the words change. Where it cannot be made the answer says why; whether the file may go out as it is
 * stored is then asked of goes-as-stored.ts. `pin`: it is sent to a channel, and stays as long as that may be asked for. Throws what
 * the store throws where it cannot be read.
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
    const kept = await withCopySlot(store, source.size, () =>
      withWorkFolder(async folder => {
        const original = join(folder, 'stored')
        await fetchWhole(store, source.key, original)
        const path = await writeFileWords(folder, original, source.contentType, words)
        const id = newId()
        const put = await putFile(store, writtenKey(id), path, source.contentType)
        return keepCopy(deps, { id, source, wordsHash, key: writtenKey(id), contentType: source.contentType, ...put })
      }),
    )
    log.info({ event: 'metadata.written', objectId: source.objectId, ms: Math.round(performance.now() - started) })
    return kept
  } catch (error) {
    const reason = whyNoCopy(error)
    if (!reason) throw error
    log.warn({ event: 'metadata.no-copy', objectId: source.objectId, reason, error })
    refuse(`${source.sha256} ${wordsHash}`, reason)
    return { written: false, reason }
  }
}

/** Two processes may make the same: the first to commit wins, and the other's bytes go. */
async function keepCopy(
  deps: CopyDeps,
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
  const { db, store } = deps
  const { id, source, wordsHash, key, sha256, size, contentType } = copy
  const kept = await db.$executeRaw`
    insert into written_copy (id, object_id, source_sha256, words_hash, key, sha256, size, content_type)
    values (${id}::uuid, ${source.objectId}::uuid, ${source.sha256}, ${wordsHash}, ${key}, ${sha256}, ${BigInt(size)}, ${contentType})
    on conflict (source_sha256, words_hash) do nothing`
  if (kept > 0) {
    // Between two rounds of the clock many a film could be asked for.
    await keepWithinCap(deps)
    return { written: true, key, sha256, size, contentType }
  }
  const first = await findCopy(deps, source.sha256, wordsHash, false)
  if (!first) return { written: true, key, sha256, size, contentType }
  await store.delete(key)
  return first
}

function refuse(name: string, reason: NoCopy): void {
  const ms = refusedMs[reason]
  if (ms === undefined) return
  if (refused.size > 1000) refused.clear()
  refused.set(name, { until: Date.now() + ms, reason })
}
