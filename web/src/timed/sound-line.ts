import type { TFunction } from 'i18next'
import type { SoundFacts } from '#contracts/sound'
import type { useFormat } from '../ui/format.ts'

const codecs: Readonly<Record<string, string>> = { alac: 'Apple Lossless', vorbis: 'Vorbis', opus: 'Opus' }

/** How a sound is coded and how loud it is, in one line; what is not known is left out. */
export function soundLine(t: TFunction, f: ReturnType<typeof useFormat>, sound: SoundFacts): string {
  const { codec, channels, sampleRate, loudness } = sound
  const name = codec.startsWith('pcm')
    ? 'PCM'
    : codec.startsWith('wma')
      ? 'WMA'
      : (codecs[codec] ?? codec.toUpperCase())
  return [
    name,
    t('timed.sound.channels', { count: channels }),
    sampleRate && t('timed.sound.sampleRate', { khz: f.number(sampleRate / 1000) }),
    loudness?.integrated != null && t('timed.sound.loudness', { lufs: f.number(loudness.integrated) }),
    loudness?.truePeak != null && t('timed.sound.peak', { db: f.number(loudness.truePeak) }),
  ]
    .filter(Boolean)
    .join(' · ')
}
