import { describe, expect, it } from 'vitest'
import { profiles } from '#server/renditions/profiles'
import { type ProbedStream, planVideo } from './video-plan.ts'

const { proxy } = profiles.video
const video: ProbedStream = {
  index: 0,
  codec_type: 'video',
  codec_name: 'h264',
  width: 1920,
  height: 1080,
  avg_frame_rate: '25/1',
}
const format = { duration: 2.5, format_name: 'mov,mp4' }
const plan = (changes: Partial<ProbedStream>) => planVideo({ streams: [{ ...video, ...changes }], format }, proxy)

describe('planVideo', () => {
  it('brings full HD down to 720p', () => {
    expect(plan({})).toMatchObject({
      durationMs: 2500,
      proxy: { width: 1280, height: 720, fps: null },
      audioIndex: null,
    })
  })

  it('never goes above the source, and makes odd sides even', () => {
    expect(plan({ width: 321, height: 241 })?.proxy).toMatchObject({ width: 320, height: 240 })
  })

  it('stands a phone video upright', () => {
    expect(plan({ rotation: '-90' })).toMatchObject({ width: 1080, height: 1920, proxy: { width: 720, height: 1280 } })
  })

  it('makes pixels square', () => {
    expect(plan({ width: 1440, height: 1080, sample_aspect_ratio: '4:3' })).toMatchObject({ width: 1920, height: 1080 })
  })

  it('halves nothing that plays at 50 frames, and caps what plays faster than 60', () => {
    expect(plan({ avg_frame_rate: '50/1' })?.proxy.fps).toBeNull()
    expect(plan({ avg_frame_rate: '240/1' })?.proxy.fps).toBe(60)
  })

  it('sees no video in a song with a cover', () => {
    expect(plan({ disposition: { attached_pic: 1 } })).toBeNull()
  })

  it('takes the moving stream where a cover comes first', () => {
    const streams = [
      { ...video, disposition: { attached_pic: 1 } },
      { ...video, index: 1 },
      { index: 2, codec_type: 'audio', codec_name: 'aac' },
    ]
    expect(planVideo({ streams, format }, proxy)).toMatchObject({ videoIndex: 1, audioIndex: 2 })
  })

  it('says zero where the length is not known', () => {
    expect(planVideo({ streams: [video], format: { duration: 'N/A' } }, proxy)?.durationMs).toBe(0)
  })
})
