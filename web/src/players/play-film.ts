import Hls, { type ErrorData, ErrorTypes, Events } from 'hls.js'

/** Where a film is: its HLS playlist above all, and the MP4 for who cannot play that. */
export type FilmSources = { hls: string | null; mp4: string | null }

// Until somebody presses play, the first seconds are enough: a page that is only looked at costs a bad line little.
const waiting = { maxBufferLength: 4, maxMaxBufferLength: 4 }
const playing = { maxBufferLength: 30, maxMaxBufferLength: 60 }

/**
 * Gives the film to the element: by hls.js where there are Media Source Extensions, else by the browser's own HLS (iPhone), and by
 * the MP4, at the same place, where both fail. `onFailed` when nothing is left to try. Call what it answers to stop.
 */
export function playFilm(video: HTMLVideoElement, sources: FilmSources, onFailed: () => void): () => void {
  const { hls, mp4 } = sources
  let stopHls = () => {}
  let left = mp4
  const fallBack = () => {
    stopHls()
    stopHls = () => {}
    if (!left) return onFailed()
    const address = left
    left = null
    moveOver(video, address)
  }
  video.addEventListener('error', fallBack)
  if (hls && Hls.isSupported()) stopHls = byHls(video, hls, fallBack)
  else if (hls && video.canPlayType('application/vnd.apple.mpegurl')) video.src = hls
  else fallBack()
  return () => {
    video.removeEventListener('error', fallBack)
    stopHls()
    video.removeAttribute('src')
    video.load()
  }
}

function byHls(video: HTMLVideoElement, address: string, onFatal: () => void): () => void {
  // Fragmented MP4 is handed on as it is: a worker would have nothing to do.
  const hls = new Hls({ ...waiting, enableWorker: false, capLevelToPlayerSize: true })
  let mended = false
  hls.on(Events.ERROR, (_event, data: ErrorData) => {
    if (!data.fatal) return
    if (data.type === ErrorTypes.MEDIA_ERROR && !mended) {
      mended = true
      hls.recoverMediaError()
    } else onFatal()
  })
  const begin = () => Object.assign(hls.config, playing)
  video.addEventListener('play', begin, { once: true })
  hls.loadSource(address)
  hls.attachMedia(video)
  return () => {
    video.removeEventListener('play', begin)
    hls.destroy()
  }
}

/** To another address, going on where it was. */
function moveOver(video: HTMLVideoElement, address: string): void {
  const { currentTime, paused } = video
  if (currentTime > 0) {
    video.addEventListener('loadedmetadata', () => Object.assign(video, { currentTime }), { once: true })
  }
  video.src = address
  if (!paused) video.play().catch(() => {}) // refused or stopped meanwhile: the person presses play
}
