import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { PictureOpener } from '#contracts/file-format'
import { type PictureSource, pixelLimit } from './image/open-picture.ts'
import type { Task } from './made.ts'
import { requireTools } from './missing-tools.ts'
import { PermanentFault } from './permanent-fault.ts'
import { readPpmHeader } from './ppm-header.ts'
import { runTool } from './run-tool.ts'

const limits = { memoryKib: 2_097_152, cpuSeconds: 90, wallMs: 120_000, outputBytes: 1_048_576 }

/** What libvips can open of a picture: itself, or what another tool makes of it in the work folder. Throws PermanentFault, ToolMissing. */
export async function readablePicture(task: Task, opener: PictureOpener): Promise<PictureSource> {
  if (opener === 'heif') return { file: await fromHeif(task) }
  if (opener === 'psd' || opener === 'bmp') return fromFfmpeg(task, opener)
  return opener === 'sharp' ? { file: task.input } : { file: task.input, opener }
}

/** Phones' HEVC, which libvips may not carry for its patents. Upright, with its colour profile; of many pictures the first. */
async function fromHeif(task: Task): Promise<string> {
  requireTools(['heif-convert'])
  const name = 'readable'
  const { code, stderr } = await runTool('heif-convert', ['-q', '97', task.input, `${task.folder}/${name}.jpg`], {
    ...task,
    limits,
  })
  const made = (await readdir(task.folder)).filter(file => file.startsWith(name)).sort()
  if (code !== 0 || !made[0]) throw new PermanentFault('file-corrupt', stderr.slice(-500))
  return join(task.folder, made[0])
}

/** The flat picture that a layered file keeps for others, or a bitmap, as plain pixels. */
async function fromFfmpeg(task: Task, opener: 'psd' | 'bmp'): Promise<PictureSource> {
  requireTools(['ffmpeg'])
  const file = `${task.folder}/readable.ppm`
  const input = ['-nostdin', '-v', 'error', '-protocol_whitelist', 'file', '-max_pixels', `${pixelLimit}`]
  const format = ['-f', `${opener}_pipe`, '-i', task.input]
  const output = ['-frames:v', '1', '-pix_fmt', 'rgb24', '-f', 'image2', '-y', file]
  const { code, stderr } = await runTool('ffmpeg', [...input, ...format, ...output], { ...task, limits })
  if (code !== 0) throw new PermanentFault('file-corrupt', stderr.slice(-500))
  return { file, pixels: await readPpmHeader(file) }
}
