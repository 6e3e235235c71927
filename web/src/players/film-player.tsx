import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaptionTrack } from '#contracts/caption'
import classes from './film-player.module.css'
import { speak } from './media-elements.ts'
import { PlayFailed } from './play-failed.tsx'
import { type FilmSources, playFilm } from './play-film.ts'
import './players.css'
import { asSwitch, useMendedRange } from './use-mended.ts'

type Caption = Pick<CaptionTrack, 'url' | 'language' | 'label' | 'kind'>
export type FilmPlayerProps = FilmSources & {
  storyboard: string | null
  poster: string | undefined
  /** Width through height. */
  ratio: number
  label: string
  captions?: readonly Caption[]
}

/** A film with its controls: HLS or MP4, pictures at hover, captions, speed, keys (space, j k l, arrows, m, f, c). */
export function FilmPlayer(props: FilmPlayerProps) {
  const { i18n } = useTranslation()
  // Other words or another film: a fresh player.
  return <OneFilm key={`${i18n.language} ${props.hls} ${props.mp4}`} {...props} />
}

function OneFilm({ hls, mp4, storyboard, poster, ratio, label, captions = [] }: FilmPlayerProps) {
  const { i18n } = useTranslation()
  const video = useRef<HTMLVideoElement>(null)
  const [tries, setTries] = useState(0)
  const [failed, setFailed] = useState(false)
  speak(i18n.language)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try begins from the start
  useEffect(() => {
    if (!video.current) return
    setFailed(false)
    return playFilm(video.current, { hls, mp4 }, () => setFailed(true))
  }, [hls, mp4, tries])
  return (
    <div className={classes.stage}>
      <media-controller
        className="hub-player"
        hotkeys="noshift+/ nop"
        tabIndex={0}
        style={{ aspectRatio: String(ratio), width: `min(100%, calc(var(--stage-height) * ${ratio}))` }}
      >
        {/* biome-ignore lint/a11y/useMediaCaption: its captions are mapped below, where it has any */}
        <video
          slot="media"
          className={classes.video}
          playsInline
          preload="metadata"
          ref={video}
          poster={poster}
          aria-label={label}
        >
          {storyboard && <track default kind="metadata" label="thumbnails" src={storyboard} />}
          {captions.map(({ url, language, label: name, kind }) => (
            <track key={url} kind={kind} srcLang={language} label={name} src={url} />
          ))}
        </video>
        <media-loading-indicator slot="centered-chrome" noautohide="" />
        <FilmControls captioned={captions.length > 0} />
      </media-controller>
      {failed && <PlayFailed onRetry={() => setTries(tries + 1)} />}
    </div>
  )
}

function FilmControls({ captioned }: { captioned: boolean }) {
  const range = useRef<HTMLElement>(null)
  useMendedRange(range)
  return (
    <div className="hub-player-controls">
      <media-time-range ref={range} />
      <media-control-bar>
        <media-play-button />
        <media-mute-button />
        <media-volume-range />
        <media-time-display showduration="" notoggle="" />
        <span className="hub-player-space" />
        <media-playback-rate-button rates="0.5 0.75 1 1.25 1.5 2" />
        {captioned && <media-captions-button ref={asSwitch} />}
        <media-fullscreen-button />
      </media-control-bar>
    </div>
  )
}
