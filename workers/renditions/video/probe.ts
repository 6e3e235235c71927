import { blameFfmpeg } from '../blame-ffmpeg.ts'
import { ffmpegGuard } from '../ffmpeg-guard.ts'
import { runTool } from '../run-tool.ts'

/** What ffprobe says of a stream, as far as it matters here (ffprobe -of json). */
export type ProbedStream = {
  index: number
  codec_type?: string
  codec_name?: string
  width?: number
  height?: number
  sample_aspect_ratio?: string
  avg_frame_rate?: string
  r_frame_rate?: string
  field_order?: string
  pix_fmt?: string
  color_transfer?: string
  duration?: string | number
  channels?: number
  disposition?: { attached_pic?: number; default?: number }
  tags?: Record<string, string>
  side_data_list?: readonly { rotation?: number }[]
}
export type Probe = { streams: readonly ProbedStream[]; format: { duration?: string | number; format_name?: string } }

/** Asks ffprobe, confined. Throws PermanentFault `file-corrupt` where it cannot read the file. */
export async function probe(file: string, { folder, signal }: { folder: string; signal: AbortSignal }): Promise<Probe> {
  // 8 MiB of JSON hold 128 streams with every tag that a hostile file may carry; the rest is cut off by ending it.
  const limits = { memoryKib: 2_097_152, cpuSeconds: 60, wallMs: 120_000, outputBytes: 8_388_608 }
  const args = ['-v', 'error', ...ffmpegGuard, '-show_streams', '-show_format', '-of', 'json', file]
  const { code, stdout, stderr } = await runTool('ffprobe', args, { folder, limits, signal })
  if (code !== 0) throw blameFfmpeg(stderr)
  const said = JSON.parse(stdout.toString('utf8')) as Partial<Probe>
  return { streams: said.streams ?? [], format: said.format ?? {} }
}
