import Hls, { type ErrorData, ErrorTypes, Events } from 'hls.js'

/** Where a film is: its HLS playlist above all, and the MP4 for who cannot play that. */
export type FilmSources = { hls: string | null; mp4: string | null }

// Until somebody presses play, the first seconds are enough: a page that is only looked at costs a bad line little.
const waiting = { maxBufferLength: 4, maxMaxBufferLength: 4 }
const playing = { maxBufferLength: 30, maxMaxBufferLength: 60 }

/** A step of the ladder: its place there, and the shorter side, as people know it ("720p"). */
export type Quality = { level: number; lines: number }
/** What the player can choose from; `now` is the step that plays, chosen by the line or by the person. */
export type Qualities = { steps: Quality[]; now: number | null }

type Told = { onFailed: () => void; onQualities: (qualities: Qualities) => void }
export type Playing = {
  /** A step of the ladder, or null: what the line carries. */
  choose: (level: number | null) => void
  stop: () => void
}

/**
 * Gives the film to the element: by hls.js where there are Media Source Extensions, else by the browser's own HLS (iPhone), and by
 * the MP4, at the same place, where both fail. It stands at `startAt` seconds, where that is given, and shows that frame. `onFailed`
 * when nothing is left to try.
 */
export function playFilm(
  video: HTMLVideoElement,
  { hls, mp4 }: FilmSources,
  startAt: number | null,
  { onFailed, onQualities }: Told,
): Playing {
  let byHls: ReturnType<typeof startHls> | null = null
  let left = mp4
  const fallBack = () => {
    const at = video.currentTime || startAt || 0
    byHls?.stop()
    byHls = null
    onQualities({ steps: [], now: null })
    if (!left) return onFailed()
    const address = left
    left = null
    moveOver(video, address, at)
  }
  video.addEventListener('error', fallBack)
  if (hls && Hls.isSupported()) byHls = startHls(video, hls, startAt, { onFailed: fallBack, onQualities })
  else if (hls && video.canPlayType('application/vnd.apple.mpegurl')) moveOver(video, hls, startAt ?? 0)
  else fallBack()
  return {
    choose: level => byHls?.choose(level),
    stop: () => {
      video.removeEventListener('error', fallBack)
      byHls?.stop()
      video.removeAttribute('src')
      video.load()
    },
  }
}

function startHls(video: HTMLVideoElement, address: string, startAt: number | null, told: Told): Playing {
  // Fragmented MP4 is handed on as it is: a worker would have nothing to do.
  const hls = new Hls({ ...waiting, enableWorker: false, capLevelToPlayerSize: true, startPosition: startAt ?? -1 })
  let mended = false
  hls.on(Events.ERROR, (_event, data: ErrorData) => {
    if (!data.fatal) return
    if (data.type === ErrorTypes.MEDIA_ERROR && !mended) {
      mended = true
      hls.recoverMediaError()
    } else told.onFailed()
  })
  const tell = () => {
    const steps = hls.levels.map(({ width, height }, level) => ({ level, lines: Math.min(width, height) }))
    told.onQualities({ steps, now: steps[hls.currentLevel]?.lines ?? null })
  }
  hls.on(Events.MANIFEST_PARSED, tell)
  hls.on(Events.LEVEL_SWITCHED, tell)
  const begin = () => Object.assign(hls.config, playing)
  video.addEventListener('play', begin, { once: true })
  hls.loadSource(address)
  hls.attachMedia(video)
  return {
    choose: level => {
      hls.nextLevel = level ?? -1
    },
    stop: () => {
      video.removeEventListener('play', begin)
      hls.destroy()
    },
  }
}

/** To another address, going on where it was. */
function moveOver(video: HTMLVideoElement, address: string, at: number): void {
  const { paused } = video
  if (at > 0) {
    video.addEventListener('loadedmetadata', () => Object.assign(video, { currentTime: at }), { once: true })
  }
  video.src = address
  if (!paused) video.play().catch(() => {}) // refused or stopped meanwhile: the person presses play
}
