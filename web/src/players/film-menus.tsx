import { type RefObject, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './film-menus.module.css'
import type { Qualities } from './play-film.ts'

// The player's own keys stay out of an open list.
const keys = 'ArrowUp ArrowDown ArrowLeft ArrowRight Space Enter c f j k l m'
const listKeys = { keysused: keys }

/** Which captions show, where there are several. A list of the browser's own: it opens over a film that fills the screen too. */
export function CaptionsMenu({ video }: { video: RefObject<HTMLVideoElement | null> }) {
  const { t } = useTranslation()
  const { tracks, shown } = useCaptionTracks(video)
  if (tracks.length < 2) return null
  const choose = (wanted: string) => {
    tracks.forEach((track, index) => {
      track.mode = String(index) === wanted ? 'showing' : 'disabled'
    })
  }
  return (
    <select
      className={classes.list}
      data-captions=""
      aria-label={t('players.captions')}
      title={t('players.captions')}
      value={shown < 0 ? '' : String(shown)}
      onChange={event => choose(event.currentTarget.value)}
      {...listKeys}
    >
      <option value="">{t('players.noCaptions')}</option>
      {tracks.map((track, index) => (
        <option key={track.label + track.language} value={String(index)}>
          {track.label}
        </option>
      ))}
    </select>
  )
}

function useCaptionTracks(video: RefObject<HTMLVideoElement | null>) {
  const [state, setState] = useState<{ tracks: TextTrack[]; shown: number }>({ tracks: [], shown: -1 })
  useEffect(() => {
    const list = video.current?.textTracks
    if (!list) return
    const look = () => {
      const tracks = [...list].filter(({ kind }) => kind === 'subtitles' || kind === 'captions')
      setState({ tracks, shown: tracks.findIndex(({ mode }) => mode === 'showing') })
    }
    look()
    for (const name of ['change', 'addtrack', 'removetrack']) list.addEventListener(name, look)
    return () => {
      for (const name of ['change', 'addtrack', 'removetrack']) list.removeEventListener(name, look)
    }
  }, [video])
  return state
}

type QualityProps = { qualities: Qualities; onChoose: (level: number | null) => void }

/** How sharp the film plays: by the line, or one step of the ladder. */
export function QualityMenu({ qualities, onChoose }: QualityProps) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<number | null>(null)
  const { steps, now } = qualities
  if (steps.length < 2) return null
  const choose = (level: number | null) => {
    setChosen(level)
    onChoose(level)
  }
  return (
    <select
      className={classes.list}
      aria-label={t('players.quality')}
      title={t('players.quality')}
      value={chosen === null ? '' : String(chosen)}
      onChange={({ currentTarget: { value } }) => choose(value === '' ? null : Number(value))}
      {...listKeys}
    >
      <option value="">
        {now === null || chosen !== null ? t('players.auto') : t('players.autoNow', { lines: now })}
      </option>
      {[...steps]
        .sort((one, other) => other.lines - one.lines)
        .map(({ level, lines }) => (
          <option key={level} value={String(level)}>
            {t('players.lines', { lines })}
          </option>
        ))}
    </select>
  )
}
