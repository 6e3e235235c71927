import { type RefObject, useEffect } from 'react'
import { useTranslation } from 'react-i18next'

/** Shows the captions at once, those of the page's language first, where somebody came for what is said. */
export function useShownCaptions(video: RefObject<HTMLVideoElement | null>, wanted: boolean, count: number): void {
  const { i18n } = useTranslation()
  useEffect(() => {
    const list = video.current?.textTracks
    if (!list || !wanted || count === 0) return
    const tracks = [...list].filter(({ kind }) => kind === 'subtitles' || kind === 'captions')
    if (tracks.some(({ mode }) => mode === 'showing')) return
    const track = tracks.find(({ language }) => language.startsWith(i18n.language)) ?? tracks[0]
    if (track) track.mode = 'showing'
  }, [video, wanted, count, i18n.language])
}
