import { IconVideoOff } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import { useCaptions } from '../timed/use-captions.ts'
import { useStartAt } from '../timed/use-start-at.ts'
import { PageState } from '../ui/page-state.tsx'
import { Picture } from '../ui/picture.tsx'
import classes from './video-viewer.module.css'

const FilmPlayer = lazy(async () => ({ default: (await import('../players/film-player.tsx')).FilmPlayer }))

/** The film, or why there is none; its poster stands there until the player has come. */
export function VideoViewer({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const { data: captions } = useCaptions(asset)
  const startAt = useStartAt()
  const named = (name: string) => asset.renditions.find(rendition => rendition.name === name)
  const video = named('video')
  const poster = named('poster')
  const hls = asset.playback?.hls ?? null
  if (!video && !hls) {
    return (
      <div className={classes.none}>
        <PageState icon={<IconVideoOff />} title={t('assets.noVideo')} />
      </div>
    )
  }
  const shape = video ?? poster
  const ratio = shape?.width && shape.height ? shape.width / shape.height : 16 / 9
  const box = { aspectRatio: String(ratio), width: `min(100%, calc(var(--stage-height) * ${ratio}))` }
  return (
    <Suspense
      fallback={
        <div className={classes.stage}>
          <Picture src={poster?.url ?? null} alt="" fit="contain" style={box} eager />
        </div>
      }
    >
      <FilmPlayer
        hls={hls}
        mp4={video?.url ?? null}
        storyboard={asset.playback?.storyboard ?? null}
        poster={poster?.url}
        ratio={ratio}
        captions={captions}
        startAt={startAt}
        label={`${t('assets.watch')}: ${asset.title || t('assets.untitled')}`}
      />
    </Suspense>
  )
}
