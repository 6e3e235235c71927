import type { Probe, ProbedStream } from './probe.ts'

/** A track as it is told in the object's details. */
export type AudioTrack = {
  codec: string
  channels: number
  language: string | null
  title: string | null
  used: boolean
}

/** The streams that become the one sound track: one, or two of one channel each that are left and right. */
export type SoundPlan = { indexes: number[]; channels: number }

// A tape with more tracks than that is named by its first ones.
const namedTracks = 16

/**
 * The track that is heard: the first that is marked as default, else the first. Broadcast files (MXF) carry each channel as a track of
 * its own: there the first two are left and right (EBU R 48). `tracks` names all of them for the record.
 */
export function planSound(probe: Probe): { sound: SoundPlan | null; tracks: AudioTrack[] } {
  const streams = probe.streams.filter(stream => stream.codec_type === 'audio' && stream.channels)
  const [first, second] = streams
  const marked = streams.filter(stream => stream.disposition?.default)
  const chosen = marked.length > 0 && marked.length < streams.length ? marked[0] : first
  const pair = /\bmxf\b/.test(probe.format.format_name ?? '') && first?.channels === 1 && second?.channels === 1
  const used = pair && second ? [first, second] : chosen ? [chosen] : []
  const tracks = streams.slice(0, namedTracks).map(stream => ({
    codec: stream.codec_name ?? 'unknown',
    channels: stream.channels ?? 0,
    language: word(stream, 'language', 8),
    title: word(stream, 'title', 100),
    used: used.includes(stream),
  }))
  const [only] = used
  const sound = only
    ? { indexes: used.map(stream => stream.index), channels: used.length > 1 ? 2 : (only.channels ?? 1) }
    : null
  return { sound, tracks }
}

/** A tag that a stranger wrote: without control characters, cut. */
function word({ tags }: ProbedStream, name: string, most: number): string | null {
  const plain = (tags?.[name] ?? '')
    .normalize('NFC')
    .replace(/[\p{C}\p{Surrogate}]/gu, '')
    .trim()
  return plain === '' || plain === 'und' ? null : plain.slice(0, most)
}
