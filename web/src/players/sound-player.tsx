import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { speak } from './media-elements.ts'
import { PlayFailed } from './play-failed.tsx'
import './players.css'
import classes from './sound-player.module.css'
import { useMendedRange } from './use-mended.ts'
import { usePeaks, useWaveform } from './use-waveform.ts'

export type SoundPlayerProps = {
  url: string
  peaksUrl: string | null
  durationMs: number | null
  label: string
  startAt?: number | null
}

/** A sound with its shape to press on and its controls; keys as with a film (space, j k l, arrows, m). */
export function SoundPlayer(props: SoundPlayerProps) {
  const { i18n } = useTranslation()
  return <OneSound key={`${i18n.language} ${props.url}`} {...props} />
}

function OneSound({ url, peaksUrl, durationMs, label, startAt = null }: SoundPlayerProps) {
  const { i18n } = useTranslation()
  const audio = useRef<HTMLAudioElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const range = useRef<HTMLElement>(null)
  const [failed, setFailed] = useState(false)
  const { data: peaks } = usePeaks(peaksUrl)
  speak(i18n.language)
  useWaveform(box, audio, peaks, durationMs)
  useMendedRange(range)
  useEffect(() => {
    const element = audio.current
    if (!element || startAt === null) return
    const seek = () => Object.assign(element, { currentTime: startAt })
    if (element.readyState > 0) seek()
    element.addEventListener('loadedmetadata', seek, { once: true })
    return () => element.removeEventListener('loadedmetadata', seek)
  }, [startAt])
  const again = () => {
    setFailed(false)
    audio.current?.load()
  }
  return (
    <div className={classes.card}>
      <media-controller className="hub-player hub-sound" audio hotkeys="noshift+/ nop nof noc" tabIndex={0}>
        {/* biome-ignore lint/a11y/useMediaCaption: the captions of a sound stand below it, as text */}
        <audio
          slot="media"
          preload="metadata"
          src={url}
          ref={audio}
          aria-label={label}
          onError={() => setFailed(true)}
        />
        <div className="hub-player-controls">
          {peaksUrl && (
            <div className={classes.wave} ref={box} aria-hidden="true" data-drawn={peaks ? '' : undefined} />
          )}
          <media-time-range ref={range} />
          <media-control-bar>
            <media-play-button />
            <media-mute-button />
            <media-volume-range />
            <media-time-display showduration="" notoggle="" />
            <span className="hub-player-space" />
            <media-playback-rate-button rates="0.5 0.75 1 1.25 1.5 2" />
          </media-control-bar>
        </div>
      </media-controller>
      {failed && <PlayFailed onRetry={again} />}
    </div>
  )
}
