/** What ffprobe says of a stream, as far as a sound's maker asks. */
export type SoundProbe = {
  streams?: readonly {
    index: number
    codec_type?: string
    codec_name?: string
    channels?: number
    sample_rate?: string
    disposition?: { attached_pic?: number }
  }[]
  format?: { duration?: string; format_name?: string }
}

export type AudioPlan = {
  audioIndex: number
  channels: number
  /** The stream of a cover picture that the file carries. */
  coverIndex: number | null
  /** As the file says, which may be wrong or missing; 0: unknown. */
  durationMs: number
  details: { format: string; audioCodec: string; channels: number; sampleRate: number | null }
}

/** Plans what to make of a file's first sound; null where it has none. */
export function planAudio({ streams = [], format = {} }: SoundProbe): AudioPlan | null {
  const audio = streams.find(stream => stream.codec_type === 'audio' && (stream.channels ?? 0) > 0)
  if (!audio) return null
  const cover = streams.find(stream => stream.codec_type === 'video' && stream.disposition?.attached_pic)
  const seconds = Number(format.duration)
  const channels = audio.channels ?? 1
  return {
    audioIndex: audio.index,
    channels,
    coverIndex: cover?.index ?? null,
    durationMs: Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 1000) : 0,
    details: {
      format: format.format_name ?? 'unknown',
      audioCodec: audio.codec_name ?? 'unknown',
      channels,
      sampleRate: Number(audio.sample_rate) || null,
    },
  }
}
