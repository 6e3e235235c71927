import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accept, sniffBytes } from '#server/uploads/accept'
import { h264, makeFilm, probeFilm, source, withMadeVideo } from '../support/make-film.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'video-formats-test-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const aac = ['-c:a', 'aac']
const mpeg2 = ['-c:v', 'mpeg2video', '-b:v', '1M']
const twoTracks = ['-map', '0:v', '-map', '1:a', '-map', '1:a', '-c:a', 'pcm_s16le', '-ac', '1', '-ar', '48000']

// What the newspaper, the station and the departments bring: wrapping, what it is known as, how the test makes one.
const films: [name: string, type: string, args: string[]][] = [
  ['mp4', 'video/mp4', [...h264, ...aac]],
  ['mov', 'video/quicktime', ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-c:a', 'pcm_s16le']],
  ['mkv', 'video/matroska', [...h264, '-c:a', 'flac']],
  ['mxf', 'application/mxf', [...mpeg2, ...twoTracks]],
  ['mts', 'video/mp2t', [...h264, '-c:a', 'ac3', '-f', 'mpegts']],
  ['m2ts', 'video/mp2t', [...mpeg2, '-c:a', 'mp2', '-f', 'mpegts', '-mpegts_m2ts_mode', '1']],
  ['mpg', 'video/mpeg', [...mpeg2, '-c:a', 'mp2', '-f', 'vob']],
  ['mpeg', 'video/mpeg', ['-c:v', 'mpeg1video', '-c:a', 'mp2', '-f', 'mpeg']],
  ['avi', 'video/vnd.avi', ['-c:v', 'mpeg4', '-c:a', 'libmp3lame']],
  ['wmv', 'video/x-ms-asf', ['-c:v', 'wmv2', '-c:a', 'wmav2']],
  ['webm', 'video/webm', ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-c:a', 'libopus']],
  ['flv', 'video/x-flv', [...h264, ...aac]],
  ['3gp', 'video/3gpp', [...h264, ...aac]],
  ['3g2', 'video/3gpp2', [...h264, ...aac]],
]

describe('the wrappings of films', () => {
  it.each(films)('knows .%s as %s by its first bytes and makes it play', async (ending, type, args) => {
    const file = await makeFilm(join(folder, `film.${ending}`), [...source('320x180'), ...args])
    expect(await accept(await headOf(file))).toEqual({ kind: 'video', contentType: type })

    await withMadeVideo(file, async ({ made, rendition }) => {
      expect(made.renditions.map(each => each.name).sort()).toEqual([
        ...['hls', 'hls-360', 'hls-360-list', 'hls-audio', 'hls-audio-list'],
        ...['poster', 'preview', 'storyboard', 'storyboard-track', 'thumb', 'video'],
      ])
      expect(made.facts).toMatchObject({ width: 320, height: 180 })
      expect(Math.abs(made.facts.durationMs! - 2000)).toBeLessThan(250)
      const { streams } = await probeFilm(rendition('video').file)
      expect(streams.map(stream => stream.codec_name)).toEqual(['h264', 'aac'])
      expect(streams[0]).toMatchObject({ width: 320, height: 180, pix_fmt: 'yuv420p', r_frame_rate: '25/1' })
    })
  })

  it('takes no playlist for a film, however it begins', async () => {
    for (const text of ['#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n', "ffconcat version 1.0\nfile '/etc/passwd'\n"])
      expect(await accept(Buffer.from(text))).toEqual({ refused: 'unsupported-type' })
  })
})

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(sniffBytes), 0, sniffBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
