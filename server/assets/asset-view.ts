import type { Asset, Rendition } from '#contracts/asset'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import type { Db, Tx } from '#server/platform/db'
import { unitNamedAt } from '#server/units/unit-names'
import { embeddedView } from './embedded-view.ts'
import { type AssetRow, factsOf } from './find-readable-asset.ts'
import { playbackView } from './playback-view.ts'
import { relayMark } from './relay-mark.ts'
import { rightsView } from './rights-view.ts'
import { isPlayback, isUnmade, shownRenditions } from './shown-renditions.ts'
import { soundView } from './sound-view.ts'

/** The asset as the API answers it to this actor; names, renditions and the person are read in three queries. */
export async function assetView(db: Db | Tx, actor: Actor, row: AssetRow): Promise<Asset> {
  const { version } = row
  const [unit, uploader, object, relay, machineText] = await Promise.all([
    unitNamedAt(db, row.unitId, row.date),
    db.person.findUnique({ where: { id: row.uploadedBy }, select: { name: true } }),
    version.objectId
      ? db.storedObject.findUnique({
          where: { id: version.objectId },
          include: { renditions: { orderBy: { recipe: 'asc' } } },
        })
      : null,
    relayMark(db, row.id),
    readByMachine(db, version),
  ])
  const facts = factsOf(row)
  const mayEdit = can(actor, { act: 'asset.edit', asset: facts })
  // Until its own are made nothing shows of what was made of the same bytes for somebody else.
  const made = isUnmade(row.file) ? null : object
  const shown = shownRenditions(made?.renditions ?? [], row.id)
  const film = row.kind === 'video' ? made : null
  return {
    ...said(row),
    ...rightsView(row, mayEdit, row.now),
    id: row.id,
    uri: `urn:uuid:${row.id}`,
    unit,
    uploadedBy: { id: row.uploadedBy, name: uploader?.name ?? '' },
    revision: row.revision,
    version: version.number,
    progress: row.progress,
    failure: row.failure ? { code: row.failure, detail: row.failureDetail ?? '' } : null,
    thumbhash: made?.thumbhash ?? null,
    original: object ? { ...originalView(row, object, made !== null), machineText } : null,
    renditions: renditionViews(row.id, [...shown.values()]),
    playback: film && (await playbackView(db, row.id, film, new Set(shown.keys()))),
    html: version.html,
    relay,
    recalledAt: row.recalledAt?.toISOString() ?? null,
    embedded: mayEdit && made ? await embeddedView(db, actor, row) : null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    may: {
      edit: mayEdit,
      nominate: can(actor, { act: 'asset.nominate', asset: facts }),
      recall: can(actor, { act: 'hub.curate' }),
      trash: can(actor, { act: 'asset.trash', asset: facts }),
      reuse: can(actor, { act: 'asset.reuse', asset: facts }),
      download: can(actor, { act: 'asset.download', asset: facts }),
    },
  }
}

/** Whether a machine has read pictures of this version, and found text. */
async function readByMachine(db: Db | Tx, { id, objectId }: AssetRow['version']): Promise<boolean> {
  if (!objectId) return false
  const rows = await db.$queryRaw<unknown[]>`
    select 1 from object_text o join ocr_run r on r.version_id = ${id}::uuid
    where o.object_id = ${objectId}::uuid and o.source = 'ocr' and (r.state = 'read' or o.page < r.next_page) limit 1`
  return rows.length > 0
}

type Said = 'kind' | 'file' | 'visibility' | 'life' | 'title' | 'description' | 'creator' | 'date' | 'language'
type SaidLists = 'tags' | 'topics' | 'places' | 'audiences' | 'pillars' | 'themes' | 'credit' | 'altText'

function said(row: AssetRow): Pick<Asset, Said | SaidLists> {
  const { title, description, creator, tags, topics, places, audiences, pillars, themes, credit, altText } = row
  return {
    ...{ title, description, creator, tags, topics, places, audiences, pillars, themes, credit, altText },
    kind: row.kind as Asset['kind'],
    file: row.file as Asset['file'],
    visibility: row.visibility as Asset['visibility'],
    life: row.life as Asset['life'],
    date: row.date.toISOString().slice(0, 10),
    language: row.language as Asset['language'],
  }
}

type ObjectRow = {
  sha256: string
  size: bigint
  contentType: string
  width: number | null
  height: number | null
  durationMs: number | null
  pageCount: number | null
  details?: unknown
}

const unknown = { width: null, height: null, durationMs: null, pageCount: null }

function originalView(row: AssetRow, object: ObjectRow, made: boolean) {
  const { sha256, contentType, width, height, durationMs, pageCount } = object
  const sound = made && row.kind === 'audio' ? soundView(object.details) : undefined
  return {
    ...{ sha256, contentType },
    ...(made ? { width, height, durationMs, pageCount } : unknown),
    ...(sound ? { sound } : {}),
    name: row.version.fileName ?? row.title,
    url: `/api/v1/assets/${row.id}/original`,
    size: Number(object.size),
  }
}

type RenditionRow = Omit<Rendition, 'url' | 'size'> & { size: bigint }

/** What share links show to people outside, and what a player fetches by itself, is nothing to choose here. */
function renditionViews(assetId: string, rows: readonly RenditionRow[]): Rendition[] {
  return rows
    .filter(({ name }) => !isHidden(name))
    .map(({ name, contentType, width, height, durationMs, size }) => {
      const url = `/api/v1/assets/${assetId}/renditions/${name}`
      return { name, url, contentType, width, height, durationMs, size: Number(size) }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Share links, articles and purposes have their own addresses, and so have pages that are drawn when a reader turns to them. */
function isHidden(name: string): boolean {
  return (
    ['marked', 'article'].includes(name) || isPlayback(name) || name.startsWith('for-') || /^page-(?![123]$)/.test(name)
  )
}
