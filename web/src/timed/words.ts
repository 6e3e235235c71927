import type { WordsLike } from '../app/words-type.ts'

export const vi = {
  sound: {
    title: 'Âm thanh',
    listen: 'Trình phát âm thanh',
    none: 'Chưa có bản nghe. Có thể tải bản gốc ở bên cạnh.',
    channels_other: '{{count}} kênh',
    sampleRate: '{{khz}} kHz',
    loudness: 'độ to {{lufs}} LUFS',
    peak: 'đỉnh {{db}} dBTP',
  },
}

export const en: WordsLike<typeof vi> = {
  sound: {
    title: 'Sound',
    listen: 'Audio player',
    none: 'There is no copy to listen to yet. The original can be downloaded beside.',
    channels_one: '{{count}} channel',
    channels_other: '{{count}} channels',
    sampleRate: '{{khz}} kHz',
    loudness: 'loudness {{lufs}} LUFS',
    peak: 'peak {{db}} dBTP',
  },
}
