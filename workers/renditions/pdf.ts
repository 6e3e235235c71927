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
  const info = await readInfo(task)
  task.progress(5)
  const drawn = await drawPages(task, info)
  task.progress(30)
  const pages: StillResult[] = []
  for (const [index, file] of drawn.entries()) {
    pages.push(await makePage(task, file, index + 1))
    task.progress(30 + (40 * (index + 1)) / drawn.length)
  }
  const { texts, outcome } = await readTexts(task)
  const [cover] = pages
  if (!cover) throw new PermanentFault('file-corrupt', 'no page could be drawn')
  const details = { format: 'pdf', version: info.version, text: outcome }
  const { width, height, thumbhash } = cover
  return {
    renditions: pages.flatMap(page =>
      page.stills.map(still => ({ ...still, contentType: stillType, durationMs: null })),
    ),
    facts: { width, height, durationMs: null, pageCount: info.pages, thumbhash, details },
    texts,
  }
}

async function readInfo(task: Task): Promise<PdfInfo> {
  const { count } = profiles.document.pages
  const { code, stdout, stderr } = await runTool(
    'pdfinfo',
    ['-enc', 'UTF-8', '-f', '1', '-l', `${count}`, task.input],
    { ...task, limits },
  )
  if (code !== 0) {
    const failure = /incorrect password/i.test(stderr) ? 'file-encrypted' : 'file-corrupt'
    throw new PermanentFault(failure, stderr.slice(-500))
  }
  return readPdfInfo(stdout.toString('utf8'))
}

/** Draws the first pages as PPM files, in order: one call, as opening a large PDF is what costs. */
async function drawPages(task: Task, info: PdfInfo): Promise<string[]> {
  const { count, width, longSide } = profiles.document.pages
  // A strip of 1:100 would be a hundred thousand rows high at the usual width: then the long side decides.
  const strip = info.sizes.some(size => size.height / size.width > longSide / width)
  const scale = strip ? ['-scale-to', `${longSide}`] : ['-scale-to-x', `${width}`, '-scale-to-y', '-1']
  const args = ['-f', '1', '-l', `${Math.min(info.pages, count)}`, ...scale, task.input, `${task.folder}/drawn`]
  const { stderr } = await runTool('pdftoppm', args, { ...task, limits })
  // Its exit code says nothing of single pages: what was drawn counts.
  const names = (await readdir(task.folder)).filter(name => /^drawn-\d+\.ppm$/.test(name)).sort()
  if (names.length === 0) throw new PermanentFault('file-corrupt', stderr.slice(-500))
  return names.map(name => join(task.folder, name))
}

async function makePage(task: Task, file: string, page: number): Promise<StillResult> {
  const { pages, sizes } = profiles.document
  const size = {
    name: pageName(page),
    width: pages.width,
    height: pages.longSide,
    quality: pages.quality,
    chroma: pages.chroma,
  }
  const pixels = await readPpmHeader(file)
  // The first page is also the face of the document.
  const wanted = page === 1 ? [size, ...sizes] : [size]
  const made = await makeStillsApart({ file, pixels, sizes: wanted, folder: task.folder }, task.signal)
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
