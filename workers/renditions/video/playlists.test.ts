import { describe, expect, it } from 'vitest'
import { bitRates, masterPlaylist, mediaPlaylist, type Variant } from './playlists.ts'

const segments = [
  { start: 900, length: 1_000_000, seconds: 4 },
  { start: 1_000_900, length: 500_000, seconds: 4 },
  { start: 1_500_900, length: 90_000, seconds: 0.2 },
]

describe('bitRates', () => {
  it('measures the worst segment and the whole, and makes no peak of a last splinter', () => {
    expect(bitRates(segments)).toEqual({ peak: 2_000_000, average: Math.ceil((1_590_000 * 8) / 8.2) })
  })

  it('measures a film of one short segment too', () => {
    expect(bitRates([{ start: 0, length: 1000, seconds: 0.5 }])).toEqual({ peak: 16_000, average: 16_000 })
  })
})

describe('mediaPlaylist', () => {
  it('names the bytes of each segment, and how the file opens', () => {
    const text = mediaPlaylist({ initLength: 741, segments, codec: 'avc1.4D401F' }, 'hls-720-00.mp4')
    expect(text.split('\n')).toEqual([
      '#EXTM3U',
      '#EXT-X-VERSION:7',
      '#EXT-X-TARGETDURATION:4',
      '#EXT-X-MEDIA-SEQUENCE:0',
      '#EXT-X-PLAYLIST-TYPE:VOD',
      '#EXT-X-INDEPENDENT-SEGMENTS',
      '#EXT-X-MAP:URI="hls-720-00.mp4",BYTERANGE="741@0"',
      '#EXTINF:4.000000,',
      '#EXT-X-BYTERANGE:1000000@900',
      'hls-720-00.mp4',
      '#EXTINF:4.000000,',
      '#EXT-X-BYTERANGE:500000@1000900',
      'hls-720-00.mp4',
      '#EXTINF:0.200000,',
      '#EXT-X-BYTERANGE:90000@1500900',
      'hls-720-00.mp4',
      '#EXT-X-ENDLIST',
      '',
    ])
  })
})

const variant = (name: string, peak: number): Variant => ({
  uri: `${name}.m3u8`,
  width: 1280,
  height: 720,
  framesASecond: 23.976,
  codec: 'avc1.4D401F',
  peak,
  average: peak / 2,
})

describe('masterPlaylist', () => {
  it('says of each step what the line must carry, sound included, the smallest first', () => {
    const sound = { uri: 'a.m3u8', codec: 'mp4a.40.2', channels: 2, peak: 130_000, average: 128_000 }
    expect(masterPlaylist([variant('720', 3_000_000), variant('360', 700_000)], sound).split('\n')).toEqual([
      '#EXTM3U',
      '#EXT-X-VERSION:7',
      '#EXT-X-INDEPENDENT-SEGMENTS',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Audio",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="a.m3u8"',
      '#EXT-X-STREAM-INF:BANDWIDTH=830000,AVERAGE-BANDWIDTH=478000,CODECS="avc1.4D401F,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=23.976,VIDEO-RANGE=SDR,AUDIO="sound",CLOSED-CAPTIONS=NONE',
      '360.m3u8',
      '#EXT-X-STREAM-INF:BANDWIDTH=3130000,AVERAGE-BANDWIDTH=1628000,CODECS="avc1.4D401F,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=23.976,VIDEO-RANGE=SDR,AUDIO="sound",CLOSED-CAPTIONS=NONE',
      '720.m3u8',
      '',
    ])
  })

  it('promises no sound where there is none', () => {
    const text = masterPlaylist([variant('720', 3_000_000)], null)
    expect(text).not.toContain('AUDIO')
    expect(text).toContain('BANDWIDTH=3000000,AVERAGE-BANDWIDTH=1500000,CODECS="avc1.4D401F",')
  })
})
