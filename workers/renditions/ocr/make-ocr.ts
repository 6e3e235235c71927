import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { JobPayload } from '#contracts/job'
import { withWorkFolder } from '#server/platform/work-folder'
import { printedName, profiles } from '#server/renditions/profiles'
import { type OcrBite, recordOcr } from '#server/renditions/record-ocr'
import type { Task } from '../made.ts'
import { fetchOriginal, type RenditionContext } from '../make-rendition.ts'
import { hasTool } from '../missing-tools.ts'
import { PermanentFault } from '../permanent-fault.ts'
import { runTool } from '../run-tool.ts'
import { recognise } from './recognise.ts'

const limits = { memoryKib: 2_097_152, cpuSeconds: 60, wallMs: 120_000, outputBytes: 1_048_576 }
// Of one document no more than this is read; a bite at a time, so that what is more urgent comes between.
const mostPages = 50
const pagesABite = 3
/** Fewer letters on a page are a stamp, a number, a signature: its picture is read too. */
const fewLetters = 200
// A photo with fewer words carries no text that anybody would look for.
const fewWords = 3

type Place = { assetId: string; versionId: string; objectId: string; key: string; small: string | null }
type Work = Place & ({ kind: 'image' } | { kind: 'document'; pages: number[]; more: number | null })

/**
 * The job `rendition.ocr`: reads the next pages of a document that have hardly a text of their own, or a photo. Where Tesseract is
 * not installed it does nothing, and the clock asks again when it is. Twice does no harm. A picture that cannot be read has no text.
 */
export async function makeOcr(payload: JobPayload<'rendition.ocr'>, context: RenditionContext): Promise<void> {
  if (!hasTool('tesseract')) {
    await context.db.ocrRun.deleteMany({ where: { versionId: payload.versionId, state: 'waiting', nextPage: 1 } })
    return
  }
  const work = await findWork(payload, context)
  if (!work) return
  const { texts, next } = await readWork(work, context)
  await recordOcr(context.db, { ...work, texts, next })
}

async function readWork(
  work: Work,
  { store, signal, log }: RenditionContext,
): Promise<Pick<OcrBite, 'texts' | 'next'>> {
  const next = work.kind === 'document' ? work.more : null
  if (work.kind === 'document' && work.pages.length === 0) return { texts: [], next }
  return withWorkFolder(async folder => {
    const input = join(folder, 'picture')
    await fetchOriginal(store, work.key, input, signal)
    const task = { input, contentType: '', folder, signal, progress: () => {} }
    const texts: { page: number; text: string }[] = []
    try {
      if (work.kind === 'document')
        for (const page of work.pages) texts.push({ page, text: await readPage(task, page) })
      else texts.push({ page: 1, text: await readPhoto(task, work, store) })
    } catch (error) {
      if (!(error instanceof PermanentFault)) throw error
      log.warn({ event: 'ocr.failed', objectId: work.objectId, error })
    }
    return { texts: texts.filter(({ text }) => text !== ''), next }
  })
}

/** A scan at 200 dots an inch of A4, grey: more costs time and reads no better. */
async function readPage(task: Task, page: number): Promise<string> {
  const span = ['-f', `${page}`, '-l', `${page}`, '-gray', '-scale-to', '2339']
  await runTool('pdftoppm', [...span, task.input, join(task.folder, 'scan')], { ...task, limits })
  const name = (await readdir(task.folder)).find(file => file.startsWith('scan'))
  if (!name) return ''
  const file = join(task.folder, name)
  const read = await recognise(file, 'page', task)
  await rm(file)
  return read && read.words > 0 ? read.text.slice(0, profiles.document.text.charactersAPage) : ''
}

/** First the small picture: most photos have no text, and to learn that shall cost little. */
async function readPhoto(task: Task, { small }: Place, store: RenditionContext['store']): Promise<string> {
  if (small) {
    const file = join(task.folder, 'small')
    await fetchOriginal(store, small, file, task.signal)
    const glance = await recognise(file, 'sparse', task)
    if (!glance || glance.words < fewWords) return ''
  }
  const read = await recognise(task.input, 'sparse', task)
  return read && read.words >= fewWords ? read.text : ''
}

async function findWork(
  { assetId, versionId }: JobPayload<'rendition.ocr'>,
  { db }: RenditionContext,
): Promise<Work | null> {
  const [version, run] = await Promise.all([
    db.assetVersion.findUnique({
      where: { id: versionId },
      include: { asset: true, object: { include: { renditions: { orderBy: { recipe: 'desc' } } } } },
    }),
    db.ocrRun.findUnique({ where: { versionId } }),
  ])
  const object = version?.object
  if (!object || version.asset.file !== 'ready' || run?.state !== 'waiting') return null
  const keyOf = (name: string) => object.renditions.find(rendition => rendition.name === name)?.key ?? null
  const place = { assetId, versionId, objectId: object.id }
  if (version.asset.kind === 'image') {
    const key = keyOf('web')
    return key ? { ...place, kind: 'image', key, small: keyOf('preview') } : null
  }
  const key = object.contentType === 'application/pdf' ? object.key : keyOf(printedName)
  const last = Math.min(object.pageCount ?? 0, mostPages)
  const wanted = await db.$queryRaw<{ page: number }[]>`
    select page::int from generate_series(${run.nextPage}::int, ${last}::int) as page
    where not exists (select from object_text o where o.object_id = ${object.id}::uuid and o.page = page
      and o.source = 'file' and length(o.text) >= ${fewLetters})
    order by page limit ${pagesABite + 1}`
  const pages = key ? wanted.slice(0, pagesABite).map(row => row.page) : []
  const more = key ? (wanted[pagesABite]?.page ?? null) : null
  return { ...place, kind: 'document', key: key ?? object.key, small: null, pages, more }
}
