import type { Asset, Rendition } from '#contracts/asset'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import type { Db, Tx } from '#server/platform/db'
import { unitNamedAt } from '#server/units/unit-names'
import { embeddedView } from './embedded-view.ts'
import { type AssetRow, factsOf } from './find-readable-asset.ts'
import { relayMark } from './relay-mark.ts'
import { rightsView } from './rights-view.ts'

/** The asset as the API answers it to this actor; names, renditions and the person are read in three queries. */
export async function assetView(db: Db | Tx, actor: Actor, row: AssetRow): Promise<Asset> {
  const { version } = row
  const [unit, uploader, object, relay] = await Promise.all([
    unitNamedAt(db, row.unitId, row.date),
    db.person.findUnique({ where: { id: row.uploadedBy }, select: { name: true } }),
    version.objectId
      ? db.storedObject.findUnique({
          where: { id: version.objectId },
          include: { renditions: { orderBy: { recipe: 'asc' } } },
        })
      : null,
    relayMark(db, row.id),
  ])
  const facts = factsOf(row)
  const mayEdit = can(actor, { act: 'asset.edit', asset: facts })
  // While it is processed nothing shows of what was made of the same bytes for somebody else.
  const made = row.file === 'processing' ? null : object
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
    original: object ? originalView(row, object, made !== null) : null,
    renditions: renditionViews(row.id, made?.renditions ?? []),
    html: version.html,
    relay,
    embedded: mayEdit ? await embeddedView(db, actor, row) : null,
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

type Said = 'kind' | 'file' | 'visibility' | 'life' | 'title' | 'description' | 'creator' | 'date' | 'language'
type SaidLists = 'tags' | 'topics' | 'places' | 'audiences' | 'credit' | 'altText'

function said(row: AssetRow): Pick<Asset, Said | SaidLists> {
  const { title, description, creator, tags, topics, places, audiences, credit, altText } = row
  return {
    ...{ title, description, creator, tags, topics, places, audiences, credit, altText },
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
}

const unknown = { width: null, height: null, durationMs: null, pageCount: null }

function originalView(row: AssetRow, object: ObjectRow, made: boolean): Asset['original'] {
  const { sha256, contentType, width, height, durationMs, pageCount } = object
  return {
    ...{ sha256, contentType },
    ...(made ? { width, height, durationMs, pageCount } : unknown),
    name: row.version.fileName ?? row.title,
    url: `/api/v1/assets/${row.id}/original`,
    size: Number(object.size),
  }
}

type RenditionRow = Omit<Rendition, 'url' | 'size'> & { size: bigint }

/** One of each name; the rows come oldest recipe first, so the newest that is there wins. */
function renditionViews(assetId: string, rows: readonly RenditionRow[]): Rendition[] {
  const byName = new Map<string, Rendition>()
  for (const { name, contentType, width, height, durationMs, size } of rows) {
    // What share links show to people outside is nothing to choose here.
    if (name === 'marked') continue
    const url = `/api/v1/assets/${assetId}/renditions/${name}`
    byName.set(name, { name, url, contentType, width, height, durationMs, size: Number(size) })
  }
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}
