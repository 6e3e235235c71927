import { describe, expect, it } from 'vitest'
import { playbackAddress, readPlaybackAddress } from './playback-files.ts'

const sha256 = '0123456789abcdef'.repeat(4)

describe('the files of a player', () => {
  it.each(['hls-720', 'hls-720-list', 'hls-audio', 'hls-audio-list', 'storyboard'])(
    'finds %s again by its address',
    name => {
      expect(readPlaybackAddress(playbackAddress(name, sha256))).toEqual({ name, digest: sha256.slice(0, 16) })
    },
  )

  it('has two names to begin with', () => {
    expect(readPlaybackAddress('master.m3u8')).toEqual({ name: 'hls', digest: null })
    expect(readPlaybackAddress('storyboard.vtt')).toEqual({ name: 'storyboard-track', digest: null })
  })

  it.each([
    'video-0123456789abcdef.mp4',
    'poster-0123456789abcdef.jpg',
    'hls-720-0123456789abcdef.m3u8',
    'hls-720-list-0123456789abcdef.mp4',
    'hls-720-0123.mp4',
    'hls-720.mp4',
    '../hls-720-0123456789abcdef.mp4',
    'constructor',
    '',
  ])('gives nothing for %s', file => {
    expect(readPlaybackAddress(file)).toBeNull()
  })
})
