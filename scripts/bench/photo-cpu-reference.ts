// The bare cascade, in a process of its own: one decode to 2048, then 1024 and 256, written to files, and nothing else.
import { join } from 'node:path'
import sharp from 'sharp'
import { profiles } from '#server/renditions/profiles'
import { treeCpuSeconds } from './process-tree-cpu.ts'

sharp.cache(false)
process.on('message', async ({ files, folder }: { files: string[]; folder: string }) => {
  const before = treeCpuSeconds()
  for (const [index, file] of files.entries()) await cascade(file, join(folder, `bare-${process.pid}-${index}`))
  process.send?.({ cpuSeconds: treeCpuSeconds() - before })
})

async function cascade(file: string, target: string): Promise<void> {
  let source = sharp(file, { failOn: 'error', sequentialRead: true }).rotate()
  for (const { name, width, height, quality } of profiles.image.sizes) {
    const resized = source.resize({ width, height, fit: 'inside', withoutEnlargement: true })
    const { data, info } = await resized.raw().toBuffer({ resolveWithObject: true })
    const raw = { width: info.width, height: info.height, channels: info.channels }
    await sharp(data, { raw }).jpeg({ quality }).toFile(`${target}-${name}.jpg`)
    source = sharp(data, { raw })
  }
}
