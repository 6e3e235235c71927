import type { Segment, SegmentIndex } from './segment-index.ts'

/** One step as the master playlist tells it. Rates in bits a second: the highest of any segment, and over all. */
export type Variant = {
  uri: string
  width: number
  height: number
  framesASecond: number
  codec: string
  peak: number
  average: number
}
export type SoundVariant = { uri: string; codec: string; channels: number; peak: number; average: number }

/** Measured bits a second of the segments: `peak` of the worst (RFC 8216 §4.3.4.2, BANDWIDTH), `average` of all. */
export function bitRates(segments: readonly Segment[]): { peak: number; average: number } {
  const bits = (bytes: number, seconds: number) => Math.ceil((bytes * 8) / Math.max(0.001, seconds))
  const total = segments.reduce((sum, each) => sum + each.length, 0)
  const seconds = segments.reduce((sum, each) => sum + each.seconds, 0)
  const longest = Math.max(0, ...segments.map(each => each.seconds))
  // A last piece of a few frames would make a peak that no line meets: only what lasts half a target counts (RFC 8216bis §4.1).
  const whole = segments.filter(each => each.seconds >= longest / 2)
  return {
    peak: Math.max(0, ...whole.map(each => bits(each.length, each.seconds))),
    average: bits(total, seconds),
  }
}

/** The playlist of one step: byte ranges of one file (RFC 8216 §4.3.2.2). `media` is that file's address beside the playlist. */
export function mediaPlaylist({ initLength, segments }: SegmentIndex, media: string): string {
  const target = Math.max(1, ...segments.map(each => Math.round(each.seconds)))
  const lines = segments.flatMap(({ start, length, seconds }) => [
    `#EXTINF:${seconds.toFixed(6)},`,
    `#EXT-X-BYTERANGE:${length}@${start}`,
    media,
  ])
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${target}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-MAP:URI="${media}",BYTERANGE="${initLength}@0"`,
    ...lines,
    '#EXT-X-ENDLIST',
    '',
  ].join('\n')
}

/**
 * The playlist above all (RFC 8216 §4.3.4, RFC 8216bis). The smallest step stands first: a player begins with the first, and a bad line
 * begins at once. What a step asks of the line includes the sound.
 */
export function masterPlaylist(variants: readonly Variant[], sound: SoundVariant | null): string {
  const heard = sound
    ? `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Audio",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="${sound.channels}",URI="${sound.uri}"`
    : null
  const steps = [...variants]
    .sort((a, b) => a.peak - b.peak)
    .flatMap(({ uri, width, height, framesASecond, codec, peak, average }) => {
      const attributes = [
        `BANDWIDTH=${peak + (sound?.peak ?? 0)}`,
        `AVERAGE-BANDWIDTH=${average + (sound?.average ?? 0)}`,
        `CODECS="${[codec, ...(sound ? [sound.codec] : [])].join(',')}"`,
        `RESOLUTION=${width}x${height}`,
        `FRAME-RATE=${framesASecond.toFixed(3)}`,
        'VIDEO-RANGE=SDR',
        ...(sound ? ['AUDIO="sound"'] : []),
        'CLOSED-CAPTIONS=NONE',
      ]
      return [`#EXT-X-STREAM-INF:${attributes.join(',')}`, uri]
    })
  return ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS', heard, ...steps, '']
    .filter(line => line !== null)
    .join('\n')
}
