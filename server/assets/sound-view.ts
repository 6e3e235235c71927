import type { SoundFacts } from '#contracts/sound'

/** What is known of a sound, out of its object's details as the maker of renditions wrote them; undefined where that is no sound. */
export function soundView(details: unknown): SoundFacts | undefined {
  const { audioCodec, channels, sampleRate, loudness, videoCodec } = (details ?? {}) as Record<string, unknown>
  if (typeof audioCodec !== 'string' || typeof channels !== 'number' || videoCodec !== undefined) return undefined
  return {
    codec: audioCodec,
    channels,
    sampleRate: typeof sampleRate === 'number' ? sampleRate : null,
    loudness: (loudness as SoundFacts['loudness'] | undefined) ?? null,
  }
}
