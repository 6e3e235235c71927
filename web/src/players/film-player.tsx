import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaptionTrack } from '#contracts/caption'
import { CaptionsMenu, QualityMenu } from './film-menus.tsx'
import classes from './film-player.module.css'
import { speak } from './media-elements.ts'
import { PlayFailed } from './play-failed.tsx'
import { type FilmSources, type Playing, playFilm, type Qualities } from './play-film.ts'
import './players.css'
import { asSwitch, useMendedRange } from './use-mended.ts'
import { useOneCaptionTrack, useShownCaptions } from './use-shown-captions.ts'

type Caption = Pick<CaptionTrack, 'url' | 'language' | 'label' | 'kind'>
export type FilmPlayerProps = FilmSources & {
  storyboard: string | null
  poster: string | undefined
  /** Width through height. */
  ratio: number
  label: string
  captions?: readonly Caption[]
  /** The second to stand at, its frame and its words showing, until somebody presses play. */
  startAt?: number | null
}

/** A film with its controls: HLS or MP4, pictures at hover, captions, speed, keys (space, j k l, arrows, m, f, c). */
export function FilmPlayer(props: FilmPlayerProps) {
  const { i18n } = useTranslation()
  // Other words or another film: a fresh player.
  return <OneFilm key={`${i18n.language} ${props.hls} ${props.mp4}`} {...props} />
}

const noQualities: Qualities = { steps: [], now: null }

function OneFilm({ hls, mp4, storyboard, poster, ratio, label, captions = [], startAt = null }: FilmPlayerProps) {
  const { i18n } = useTranslation()
  const video = useRef<HTMLVideoElement>(null)
  const [tries, setTries] = useState(0)
  const [failed, setFailed] = useState(false)
  const [qualities, setQualities] = useState(noQualities)
  const playing = useRef<Playing | null>(null)
  speak(i18n.language)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try begins from the start
  useEffect(() => {
    if (!video.current) return
    setFailed(false)
    setQualities(noQualities)
    const told = { onFailed: () => setFailed(true), onQualities: setQualities }
    const made = playFilm(video.current, { hls, mp4 }, startAt, told)
    playing.current = made
    return () => made.stop()
  }, [hls, mp4, startAt, tries])
  useOneCaptionTrack(video)
  useShownCaptions(video, startAt !== null, captions.length)
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
        <FilmControls
          captioned={captions.length > 0}
          video={video}
          qualities={qualities}
          onQuality={level => playing.current?.choose(level)}
        />
      </media-controller>
      {failed && <PlayFailed onRetry={() => setTries(tries + 1)} />}
    </div>
  )
}

type ControlsProps = {
  captioned: boolean
  video: RefObject<HTMLVideoElement | null>
  qualities: Qualities
  onQuality: (level: number | null) => void
}

function FilmControls({ captioned, video, qualities, onQuality }: ControlsProps) {
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
        {captioned && <CaptionsMenu video={video} />}
        {captioned && <media-captions-button ref={asSwitch} />}
        <media-playback-rate-button rates="0.5 0.75 1 1.25 1.5 2" />
        <QualityMenu qualities={qualities} onChoose={onQuality} />
        <media-fullscreen-button />
      </media-control-bar>
    </div>
  )
}
