import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pageName, profiles, stillType } from '#server/renditions/profiles'
import { makeStillsApart } from './image/image-pool.ts'
import type { StillResult } from './image/still.ts'
import type { Made, Task } from './made.ts'
import { requireTools } from './missing-tools.ts'
import { type PdfInfo, readPdfInfo } from './pdf-info.ts'
import { PermanentFault } from './permanent-fault.ts'
import { readPpmHeader } from './ppm-header.ts'
import { runTool } from './run-tool.ts'

// 2 GiB of addresses and a minute hold every document of the samples a hundred times over.
const limits = { memoryKib: 2_097_152, cpuSeconds: 60, wallMs: 120_000, outputBytes: 67_108_864 }

/** Makes pictures of a PDF's first pages, small stills of the first, and its text by page. Throws PermanentFault, ToolMissing. */
export async function makePdf(task: Task): Promise<Made> {
  requireTools(['pdfinfo', 'pdftoppm', 'pdftotext'])
  const { count } = profiles.document.pages
  const info = await readInfo(task, { first: 1, last: profiles.document.text.pages })
  task.progress(5)
  const drawn = await drawPages(task, {
    first: 1,
    last: Math.min(info.pages, count),
    tallest: tallestOf(info.sizes.slice(0, count)),
  })
  task.progress(30)
  const pages: StillResult[] = []
  for (const [index, { file, page }] of drawn.entries()) {
    pages.push(await makePage(task, file, page))
    task.progress(30 + (40 * (index + 1)) / drawn.length)
  }
  const { texts, outcome } = await readTexts(task)
  const [cover] = pages
  if (!cover) throw new PermanentFault('file-corrupt', 'no page could be drawn')
  // Of a document that is longer than what was looked at nobody knows.
  const tallest = info.sizes.length === info.pages ? tallestOf(info.sizes) : null
  const details = { format: 'pdf', version: info.version, text: outcome, tallest }
  const { width, height, thumbhash } = cover
  return {
    renditions: pages.flatMap(page =>
      page.stills.map(still => ({ ...still, contentType: stillType, durationMs: null })),
    ),
    facts: { width, height, durationMs: null, pageCount: info.pages, thumbhash, details },
    texts,
  }
}

async function readInfo(task: Task, { first, last }: PageSpan): Promise<PdfInfo> {
  const { code, stdout, stderr } = await runTool(
    'pdfinfo',
    ['-enc', 'UTF-8', '-f', `${first}`, '-l', `${last}`, task.input],
    { ...task, limits },
  )
  if (code !== 0) {
    const failure = /incorrect password/i.test(stderr) ? 'file-encrypted' : 'file-corrupt'
    throw new PermanentFault(failure, stderr.slice(-500))
  }
  return readPdfInfo(stdout.toString('utf8'))
}

/** Pages to draw, both inclusive; `tallest` of them is so many times as high as it is wide, asked for where it is not known. */
export type PageSpan = { first: number; last: number; tallest?: number | null }

export type DrawnPage = { file: string; page: number }

const tallestOf = (sizes: PdfInfo['sizes']): number =>
  Math.max(0, ...sizes.map(({ width, height }) => height / (width || 1)))

/**
 * Draws pages as PPM files, in order: one call, as opening a large PDF is what costs. A page that cannot be drawn is left out. Throws
 * PermanentFault where none can.
 */
export async function drawPages(task: Task, span: PageSpan): Promise<DrawnPage[]> {
  const { width, longSide } = profiles.document.pages
  const tallest = span.tallest ?? tallestOf((await readInfo(task, span)).sizes)
  // A strip of 1:100 would be a hundred thousand rows high at the usual width: then the long side decides.
  const strip = tallest > longSide / width
  const scale = strip ? ['-scale-to', `${longSide}`] : ['-scale-to-x', `${width}`, '-scale-to-y', '-1']
  const args = ['-f', `${span.first}`, '-l', `${span.last}`, ...scale, task.input, `${task.folder}/drawn`]
  // What a call that was killed left may be half a page.
  for (const { file } of await listDrawn(task.folder, span)) await rm(file)
  const { stderr } = await runTool('pdftoppm', args, { ...task, limits })
  // Its exit code says nothing of single pages: what was drawn counts.
  const drawn = await listDrawn(task.folder, span)
  if (drawn.length === 0) throw new PermanentFault('file-corrupt', stderr.slice(-500))
  return drawn.sort((a, b) => a.page - b.page)
}

async function listDrawn(folder: string, { first, last }: PageSpan): Promise<DrawnPage[]> {
  return (await readdir(folder)).flatMap(name => {
    const page = Number(/^drawn-(\d+)\.ppm$/.exec(name)?.[1] ?? 0)
    return page >= first && page <= last ? [{ file: join(folder, name), page }] : []
  })
}

/** One drawn page as its picture; of the first also the faces of the document. Takes the drawing away. */
export async function makePage(task: Task, file: string, page: number): Promise<StillResult> {
  const { pages, sizes } = profiles.document
  const size = {
    name: pageName(page),
    width: pages.width,
    height: pages.longSide,
    quality: pages.quality,
    chroma: pages.chroma,
    quick: true,
  }
  const pixels = await readPpmHeader(file)
  // The first page is also the face of the document.
  const wanted = page === 1 ? [size, ...sizes] : [size]
  const request = { file, pixels, sizes: wanted, folder: task.folder, noPlaceholder: page !== 1 }
  const made = await makeStillsApart(request, task.signal)
  await rm(file)
  return made
}

/** The text of each page in NFC, as Vietnamese is searched. A document that forbids copying, or whose text cannot be read, has none. */
async function readTexts(
  task: Task,
): Promise<{ texts: Made['texts']; outcome: 'read' | 'not-allowed' | 'unreadable' }> {
  const { pages, charactersAPage } = profiles.document.text
  const { code, stdout } = await runTool('pdftotext', ['-enc', 'UTF-8', '-l', `${pages}`, task.input, '-'], {
    ...task,
    limits,
  })
  // Exit codes of poppler: 3 is a matter of permissions.
  if (code !== 0) return { texts: [], outcome: code === 3 ? 'not-allowed' : 'unreadable' }
  const texts = stdout
    .toString('utf8')
    .split('\f')
    // Postgres keeps no NUL in a text.
    .map((text, index) => ({
      page: index + 1,
      text: text.replaceAll('\0', '').normalize('NFC').trim().slice(0, charactersAPage),
    }))
    .filter(({ text }) => text !== '')
  return { texts, outcome: 'read' }
}
