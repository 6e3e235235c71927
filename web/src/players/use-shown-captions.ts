import { type RefObject, useEffect } from 'react'
import { useTranslation } from 'react-i18next'

/** Shows the captions at once, those of the page's language first, where somebody came for what is said. */
export function useShownCaptions(video: RefObject<HTMLVideoElement | null>, wanted: boolean, count: number): void {
  const { i18n } = useTranslation()
  useEffect(() => {
    const list = video.current?.textTracks
    if (!list || !wanted || count === 0) return
    const tracks = [...list].filter(({ kind }) => kind === 'subtitles' || kind === 'captions')
    const track = tracks.find(({ language }) => language.startsWith(i18n.language)) ?? tracks[0]
    for (const each of tracks) each.mode = each === track ? 'showing' : 'disabled'
  }, [video, wanted, count, i18n.language])
}

/** One track at a time: a browser may add the one of its own language to that which shows. */
export function useOneCaptionTrack(video: RefObject<HTMLVideoElement | null>): void {
  const { i18n } = useTranslation()
  useEffect(() => {
    const list = video.current?.textTracks
    if (!list) return
    let before: TextTrack | null = null
    const look = () => {
      const showing = [...list].filter(({ kind, mode }) => kind !== 'metadata' && mode === 'showing')
      const own = showing.find(({ language }) => language.startsWith(i18n.language))
      const kept = showing.find(track => track === before) ?? own ?? showing[0] ?? null
      if (showing.length > 1) for (const track of showing) if (track !== kept) track.mode = 'disabled'
      before = kept
    }
    list.addEventListener('change', look)
    return () => list.removeEventListener('change', look)
  }, [video, i18n.language])
}
