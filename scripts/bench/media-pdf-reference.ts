// Bare poppler over one PDF, in a process of its own: every page as JPEG of the hub's width, and the text.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { profiles } from '#server/renditions/profiles'
import { treeCpuSeconds } from './process-tree-cpu.ts'

const run = promisify(execFile)
process.on('message', async ({ file, folder }: { file: string; folder: string }) => {
  const { width, quality } = profiles.document.pages
  const before = treeCpuSeconds()
  const size = ['-scale-to-x', `${width}`, '-scale-to-y', '-1']
  await run('pdftoppm', ['-jpeg', '-jpegopt', `quality=${quality}`, ...size, file, join(folder, 'bare')])
  await run('pdftotext', ['-enc', 'UTF-8', file, join(folder, 'bare.txt')])
  process.send?.({ cpuSeconds: treeCpuSeconds() - before })
})
process.send?.({ open: true })
