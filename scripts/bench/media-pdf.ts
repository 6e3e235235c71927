import { type ChildProcess, fork } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PDFDocument } from 'pdf-lib'
import { drawLine, embedBeVietnam } from '../demo-media/vietnamese-text.ts'
import { processEnv, workerFlags } from '../process-flags.ts'
import { withBenchHub } from './bench-hub.ts'
import { makeBenchPhotos } from './bench-photos.ts'
import { type Bench, benchRow } from './row.ts'

const pages = 50
const rounds = 2
const tsx = ['--import', 'tsx']

/**
 * CPU seconds for a PDF of 50 pages with text and photos: the hub's jobs over the whole of it (first pages, faces, thumbhash and text at
 * once, then every other page as readers turn to them; all stored and recorded), against bare tools that draw the same pages in one
 * call, write the same JPEG (same width, chroma and quality) and read the text; both by so many processes at once. Rounds alternate.
 * Postgres is not counted. Linux only.
 */
export const pdfCpu = (workers: 1 | 2): Bench => ({
  name: workers === 1 ? 'pdf-cpu' : 'pdf-cpu-2',
  group: 'media',
  run: () =>
    withBenchHub(async ({ folder, cluster }) => {
      const { ours, reference } = await compare(folder, cluster.appUrl, workers)
      return benchRow(workers === 1 ? 'pdf-cpu' : 'pdf-cpu-2', ours, reference, 'CPU s/50 pages', 1.2)
    }),
})

async function compare(folder: string, url: string, workers: number): Promise<{ ours: number; reference: number }> {
  const places = Array.from({ length: workers }, (_, at) => join(folder, `worker-${at}`))
  for (const place of places) {
    await mkdir(place)
    // One for each: the hub knows a file by its bytes.
    await writeFile(join(place, 'bench.pdf'), await makeBenchPdf(place))
  }
  const hubs = await Promise.all(places.map(place => start('media-pdf-ours.ts', [url, join(place, 'store')])))
  const bare = await Promise.all(places.map(() => start('media-pdf-reference.ts', [])))
  const round = async (children: readonly ChildProcess[]) => {
    const asked = children.map((child, at) => ask(child, { file: join(places[at]!, 'bench.pdf'), folder: places[at]! }))
    return (await Promise.all(asked)).reduce((sum, value) => sum + value, 0)
  }
  try {
    // The first round warms: decoders start, code is compiled.
    await round(hubs)
    await round(bare)
    const total = { ours: 0, reference: 0 }
    for (let at = 0; at < rounds; at += 1) {
      total.ours += await round(hubs)
      total.reference += await round(bare)
    }
    const measured = rounds * workers
    return { ours: total.ours / measured, reference: total.reference / measured }
  } finally {
    for (const child of [...hubs, ...bare]) child.kill()
  }
}

/** A magazine of the province: two columns of text and a photo on every page. */
async function makeBenchPdf(folder: string): Promise<Uint8Array> {
  await mkdir(join(folder, 'photos'))
  const { default: sharp } = await import('sharp')
  const photos = await makeBenchPhotos(join(folder, 'photos'), 2)
  const pdf = await PDFDocument.create()
  const face = await embedBeVietnam(pdf, 400)
  const images = await Promise.all(
    photos.map(async photo => pdf.embedJpg(await sharp(photo).resize(1200).jpeg({ quality: 80 }).toBuffer())),
  )
  for (let page = 1; page <= pages; page += 1) {
    const sheet = pdf.addPage([595, 842])
    const image = images[page % images.length]!
    sheet.drawImage(image, { x: 40, y: 560, width: 515, height: 230 })
    for (let line = 0; line < 34; line += 1)
      for (const x of [40, 305])
        drawLine(sheet, face, `Trang ${page}, dòng ${line + 1}: hồ Dầu Tiếng, núi Bà Đen`, {
          x,
          y: 530 - line * 15,
          size: 10,
        })
  }
  return pdf.save()
}

/** Ours as a worker runs; the reference's few lines have no need of it. */
async function start(name: string, args: string[]): Promise<ChildProcess> {
  const ours = name === 'media-pdf-ours.ts'
  const options = ours ? { execArgv: [...workerFlags], env: { ...process.env, ...processEnv } } : { execArgv: tsx }
  const child = fork(fileURLToPath(new URL(name, import.meta.url)), args, options)
  await new Promise(resolve => child.once('message', resolve))
  return child
}

function ask(child: ChildProcess, message: { file: string; folder: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('message', (answer: { cpuSeconds: number }) => resolve(answer.cpuSeconds))
    child.once('exit', code => reject(new Error(`the measured process ended (${code})`)))
    child.send(message)
  })
}
