import { describe, expect, it } from 'vitest'
import { profiles } from '#server/renditions/profiles'
import { planRungs, planVideo } from './plan-video.ts'
import type { ProbedStream } from './probe.ts'

const { ladder } = profiles.video
const video: ProbedStream = {
  index: 0,
  codec_type: 'video',
  codec_name: 'h264',
  width: 1920,
  height: 1080,
  avg_frame_rate: '25/1',
  r_frame_rate: '25/1',
}
const format = { duration: 2.5, format_name: 'mov,mp4' }
const plan = (changes: Partial<ProbedStream>, format_name = 'mov,mp4') =>
  planVideo({ streams: [{ ...video, ...changes }], format: { ...format, format_name } }, profiles.video)
const sizes = (width: number, height: number) =>
  planRungs(width, height, ladder).map(rung => `${rung.name} ${rung.width}x${rung.height}`)

describe('the steps of the ladder', () => {
  it('go down from full HD', () => {
    expect(sizes(1920, 1080)).toEqual(['1080 1920x1080', '720 1280x720', '480 854x480', '360 640x360'])
    expect(sizes(3840, 2160)).toEqual(sizes(1920, 1080))
  })

  it('are never above the source: what is between two steps has its own size on top', () => {
    expect(sizes(1280, 720)).toEqual(['720 1280x720', '480 854x480', '360 640x360'])
    expect(sizes(720, 576)).toEqual(['720 720x576', '480 600x480', '360 450x360'])
  })

  it('are one of its own size for a tiny source, with even sides', () => {
    expect(sizes(321, 241)).toEqual(['360 320x240'])
    expect(sizes(64, 36)).toEqual(['360 64x36'])
  })

  it('count a phone’s upright film by its short side', () => {
    expect(sizes(1080, 1920)).toEqual(['1080 1080x1920', '720 720x1280', '480 480x854', '360 360x640'])
  })

  it('bound the wide screen of a cinema by its long side', () => {
    expect(sizes(2048, 858)[0]).toBe('1080 1920x804')
  })
})

describe('planVideo', () => {
  it('stands a phone video upright, by side data and by the old tag', () => {
    expect(plan({ side_data_list: [{ rotation: -90 }] })).toMatchObject({ width: 1080, height: 1920 })
    expect(plan({ tags: { rotate: '270' } })).toMatchObject({ width: 1080, height: 1920 })
  })

  it('makes pixels square, and believes no pixel a hundred times as wide as high', () => {
    expect(plan({ width: 1440, height: 1080, sample_aspect_ratio: '4:3' })).toMatchObject({ width: 1920, height: 1080 })
    expect(plan({ sample_aspect_ratio: '100000:1' })).toMatchObject({ width: 1920 })
  })

  it('sees no video in a song with a cover, and takes the moving stream where a cover comes first', () => {
    expect(plan({ disposition: { attached_pic: 1 } })).toBeNull()
    const streams = [
      { ...video, disposition: { attached_pic: 1 } },
      { ...video, index: 1 },
      { index: 2, codec_type: 'audio', codec_name: 'aac', channels: 2 },
    ]
    expect(planVideo({ streams, format }, profiles.video)).toMatchObject({ videoIndex: 1, sound: { indexes: [2] } })
  })

  it('takes fields for fields, and asks where a broadcast file does not say', () => {
    expect(plan({ field_order: 'tt' })?.interlaced).toBe('yes')
    expect(plan({ field_order: 'progressive' }, 'mpegts')?.interlaced).toBe('no')
    expect(plan({}, 'mpegts')?.interlaced).toBe('unknown')
    expect(plan({})?.interlaced).toBe('no')
  })

  it('knows HDR by its transfer curve, not by its ten bits', () => {
    expect(plan({ color_transfer: 'smpte2084' })?.hdr).toBe('smpte2084')
    expect(plan({ color_transfer: 'arib-std-b67' })?.hdr).toBe('arib-std-b67')
    expect(plan({ pix_fmt: 'yuv420p10le', color_transfer: 'bt709' })?.hdr).toBeNull()
  })

  it('says zero where the length is not known', () => {
    expect(planVideo({ streams: [video], format: { duration: 'N/A' } }, profiles.video)?.durationMs).toBe(0)
  })
})
