// Bare tools over one PDF, in a process of its own: every page as JPEG of the hub's width and chroma, and the text.
import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { profiles } from '#server/renditions/profiles'
import { readPpmHeader } from '#workers/renditions/ppm-header'
import { treeCpuSeconds } from './process-tree-cpu.ts'

sharp.cache(false)
sharp.concurrency(1)
const run = promisify(execFile)
const { width, quality, chroma } = profiles.document.pages
// Poppler alone writes JPEG in 4:2:0 only, less than the hub makes: to see how far that is away.
const popplerAlone = process.env.BENCH_PDF_BARE === 'poppler'

process.on('message', async ({ file, folder }: { file: string; folder: string }) => {
  const before = treeCpuSeconds()
  const form = popplerAlone ? ['-jpeg', '-jpegopt', `quality=${quality}`] : []
  const size = ['-scale-to-x', `${width}`, '-scale-to-y', '-1']
  await run('pdftoppm', [...form, ...size, file, join(folder, 'bare')])
  if (!popplerAlone) await encode(folder)
  await run('pdftotext', ['-enc', 'UTF-8', file, join(folder, 'bare.txt')])
  process.send?.({ cpuSeconds: treeCpuSeconds() - before })
})
process.send?.({ open: true })

/** As a page of letters wants it: no chroma is thrown away. */
async function encode(folder: string): Promise<void> {
  const drawn = (await readdir(folder)).filter(name => /^bare-\d+\.ppm$/.test(name))
  for (const name of drawn) {
    const page = join(folder, name)
    const { offset, width, height } = await readPpmHeader(page)
    const raw = { width, height, channels: 3 } as const
    const jpeg = { quality, chromaSubsampling: chroma, optimiseCoding: false }
    await sharp((await readFile(page)).subarray(offset), { raw })
      .jpeg(jpeg)
      .toFile(`${page}.jpg`)
  }
}
