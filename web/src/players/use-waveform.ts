import { useComputedColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type RefObject, useEffect } from 'react'
import WaveSurfer from 'wavesurfer.js'
import { api } from '../app/api.ts'
import { peaksLine, type SoundPeaks } from './peaks-line.ts'

/** The shape that the hub counted: the browser never decodes the whole sound for it. */
export const usePeaks = (url: string | null) =>
  useQuery({
    queryKey: ['peaks', url],
    queryFn: async ({ signal }) => peaksLine(await api<SoundPeaks>(url ?? '', { signal })),
    enabled: url !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Draws a sound's line into the box, in the colours of the scheme; a press or a drag on it moves the sound. */
export function useWaveform(
  box: RefObject<HTMLElement | null>,
  audio: RefObject<HTMLAudioElement | null>,
  peaks: number[] | undefined,
  durationMs: number | null,
): void {
  const scheme = useComputedColorScheme('light')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme's colours are read from the page
  useEffect(() => {
    const [container, media] = [box.current, audio.current]
    if (!container || !media || !peaks?.length || !durationMs) return
    const colours = getComputedStyle(container)
    const wave = WaveSurfer.create({
      container,
      media,
      peaks: [peaks],
      duration: durationMs / 1000,
      height: 76,
      normalize: true,
      barWidth: 2,
      barGap: 1,
      barRadius: 1,
      cursorWidth: 2,
      dragToSeek: true,
      hideScrollbar: true,
      waveColor: colours.getPropertyValue('--wave'),
      progressColor: colours.getPropertyValue('--wave-past'),
      cursorColor: colours.getPropertyValue('--wave-past'),
      cspNonce: (globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ ?? '',
    })
    return () => wave.destroy()
  }, [box, audio, peaks, durationMs, scheme])
}
