import { type ChildProcess, fork } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PDFDocument } from 'pdf-lib'
import { openDb } from '#server/platform/db'
import { startEmbeddedPostgres } from '#server/platform/embedded-postgres'
import { seed } from '../../prisma/seed/seed.ts'
import { drawLine, embedBeVietnam } from '../demo-media/vietnamese-text.ts'
import { migrate } from '../migrate.ts'
import { makeBenchPhotos } from './bench-photos.ts'
import { type Bench, benchRow } from './row.ts'

const pages = 50
const rounds = 3

/**
 * CPU seconds for a PDF of 50 pages with text and photos: the hub's jobs over the whole of it (first pages, faces, thumbhash and text at
 * once, then every other page as readers turn to them; all stored and recorded), against bare poppler that draws the same pages as
 * JPEG of the same width in one call and reads the text. Rounds alternate. Postgres is not counted. Linux only.
 */
export function pdfCpu(): Bench {
  return {
    name: 'pdf-cpu',
    group: 'media',
    async run() {
      const folder = await mkdtemp(join(tmpdir(), 'hub-bench-'))
      const cluster = await startEmbeddedPostgres(join(folder, 'postgres'), { durable: false })
      try {
        await migrate(cluster.ownerUrl)
        const { db, pool } = openDb(cluster.ownerUrl, { max: 1, name: 'bench' })
        await seed(db)
        await db.$disconnect()
        await pool.end()
        const { ours, reference } = await compare(folder, cluster.appUrl)
        return benchRow('pdf-cpu', ours, reference, 'CPU s/50 pages', 1.2)
      } finally {
        await cluster.stop()
        await rm(folder, { recursive: true, force: true })
      }
    },
  }
}

async function compare(folder: string, url: string): Promise<{ ours: number; reference: number }> {
  const file = join(folder, 'bench.pdf')
  await writeFile(file, await makeBenchPdf(folder))
  const hub = await start('media-pdf-ours.ts', [url, join(folder, 'store')])
  const bare = await start('media-pdf-reference.ts', [])
  try {
    const total = { ours: 0, reference: 0 }
    // The first round warms: decoders start, code is compiled.
    for (let round = 0; round <= rounds; round += 1) {
      const ours = await ask(hub, { file, folder })
      const reference = await ask(bare, { file, folder })
      if (round === 0) continue
      total.ours += ours
      total.reference += reference
    }
    return { ours: total.ours / rounds, reference: total.reference / rounds }
  } finally {
    for (const child of [hub, bare]) child.kill()
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

async function start(name: string, args: string[]): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL(name, import.meta.url)), args, { execArgv: ['--import', 'tsx'] })
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
