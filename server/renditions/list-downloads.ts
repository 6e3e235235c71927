import { cropBox, fractions, outputSize } from '#contracts/crop-box'
import type { MarkChoice, PurposeList, PurposeName, PurposeOffer } from '#contracts/purpose'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import { type AssetRow, factsOf, findReadableAsset } from '#server/assets/find-readable-asset'
import { isUnmade } from '#server/assets/shown-renditions'
import type { Db } from '#server/platform/db'
import { focalPoint, wantFocus } from './focal-point.ts'
import { type MadePurpose, purposes } from './profiles.ts'
import { purposeFile } from './purpose-file-name.ts'
import { refusalFor } from './purpose-right.ts'
import { type PurposeSource, purposeSource } from './purpose-source.ts'
import { purposeSpec } from './purpose-spec.ts'
import { markFor } from './unit-mark.ts'
import { lookForFiles, type WantedFile } from './want-file.ts'

const byKind = {
  original: ['web', 'social-wide', 'social-square', 'social-tall', 'print-jpeg', 'print-tiff'],
  poster: ['web', 'social-wide', 'social-square', 'social-tall'],
} as const satisfies Record<PurposeSource['from'], readonly MadePurpose[]>
const middle = { x: 0.5, y: 0.5 }

/** The purposes that a picture of this source is made for, in the order in which people look for them. */
export function purposesOf(from: PurposeSource['from']): readonly MadePurpose[] {
  return byKind[from]
}

/** What the caller may take home of an asset, each with what comes out. Says nothing of making: `wantFile` is asked for that. */
export async function listDownloads(db: Db, actor: Actor, id: string, marked: boolean): Promise<PurposeList> {
  const asset = await findReadableAsset(db, actor, id)
  const blocked = asset.version.scan === 'infected' || asset.version.scan === 'waiting'
  const may = !blocked && can(actor, { act: 'asset.download', asset: factsOf(asset) })
  const original = may && actor.kind === 'person' ? await originalOffer(db, asset) : []
  const source = may ? await purposeSource(db, asset) : null
  if (!source) return { downloads: original, focalPoint: null, mark: 'none', source: null }
  const [focus, mark] = await Promise.all([focalPoint(db, asset), markFor(db, actor, asset)])
  if (!focus && source.from === 'original') await wantFocus(db, source.objectId)
  const withMark = mark.choice === 'always' || (marked && mark.choice === 'offered')
  const wishes = purposesOf(source.from)
    // Full pixels are for people the hub knows, as the original is.
    .filter(purpose => actor.kind === 'person' || purposes.of[purpose].right !== 'print')
    .map(purpose => {
      const spec = purposeSpec(purpose, {
        from: source.from,
        poster: source.poster,
        focus,
        mark: withMark ? mark.spec : null,
      })
      return { assetId: asset.id, objectId: source.objectId, purpose, spec }
    })
  const found = await lookForFiles(db, wishes)
  const offers = wishes.map(wish => {
    const state = wish.purpose === 'web' && !wish.spec.mark ? webState(source) : found.get(wish)!
    return offerOf(asset, source, wish.purpose, { focus: focus ?? middle, state, choice: mark.choice, actor })
  })
  return { downloads: [...offers, ...original], focalPoint: focus, mark: mark.choice, source: source.size }
}

type Known = { focus: { x: number; y: number }; state: WantedFile; choice: MarkChoice; actor: Actor }

function offerOf(asset: AssetRow, source: PurposeSource, purpose: MadePurpose, known: Known): PurposeOffer {
  const { frame, fit, type, right, marked } = purposes.of[purpose]
  const box = frame ? cropBox(source.size, frame, known.focus) : null
  const framed = box && frame ? outputSize(box, frame) : null
  const out = framed ?? (fit ? fitted(source.size, fit) : source.size)
  const { state } = known
  const { width, height } = state.state === 'ready' ? { ...out, ...measured(state.file) } : out
  return {
    ...{ purpose, width, height, frame: frame ?? null, contentType: type },
    url: `/api/v1/assets/${asset.id}/downloads/${purpose}`,
    fileName: purposeFile(asset, purpose, type),
    box: box && fractions(source.size, box),
    smaller: framed?.smaller ?? false,
    size: state.state === 'ready' ? state.file.size : null,
    state: state.state,
    progress: state.state === 'making' ? state.progress : state.state === 'ready' ? 100 : 0,
    failure: state.state === 'failed' ? state.failure : null,
    refusal: refusalFor(known.actor, asset, right),
    mark: marked ? known.choice : 'none',
  }
}

async function originalOffer(db: Db, asset: AssetRow): Promise<PurposeOffer[]> {
  const { objectId } = asset.version
  const object = objectId ? await db.storedObject.findUnique({ where: { id: objectId } }) : null
  if (!object) return []
  const known = isUnmade(asset.file) ? { width: null, height: null } : object
  const purpose: PurposeName = 'original'
  return [
    {
      ...{ purpose, width: known.width, height: known.height, contentType: object.contentType },
      ...{ frame: null, box: null, smaller: false, progress: 100, failure: null, refusal: null },
      url: `/api/v1/assets/${asset.id}/original?download=1`,
      fileName: asset.version.fileName ?? asset.title,
      size: Number(object.size),
      state: 'ready',
      mark: 'none',
    },
  ]
}

/** The copy for pages is made with the others when the file comes in. */
function webState({ web }: PurposeSource): WantedFile {
  return web ? { state: 'ready', file: web } : { state: 'absent' }
}

function fitted(source: { width: number; height: number }, box: { width: number; height: number }) {
  const scale = Math.min(1, box.width / source.width, box.height / source.height)
  return {
    width: Math.max(1, Math.round(source.width * scale)),
    height: Math.max(1, Math.round(source.height * scale)),
  }
}

const measured = ({ width, height }: { width: number | null; height: number | null }) =>
  width && height ? { width, height } : {}
