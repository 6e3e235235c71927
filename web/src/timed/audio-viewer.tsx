import { IconMicrophoneOff } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import { PageState } from '../ui/page-state.tsx'
import { Picture } from '../ui/picture.tsx'
import classes from './audio-viewer.module.css'
import { useStartAt } from './use-start-at.ts'

const SoundPlayer = lazy(async () => ({ default: (await import('../players/sound-player.tsx')).SoundPlayer }))

/** The player of the MP3 copy, under the cover or the shape of the sound. */
export function AudioViewer({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const startAt = useStartAt()
  const named = (name: string) => asset.renditions.find(rendition => rendition.name === name)
  const sound = named('audio')
  const cover = named('preview')
  if (!sound) {
    return (
      <div className={classes.stage}>
        <PageState icon={<IconMicrophoneOff />} title={t('timed.sound.none')} />
      </div>
    )
  }
  const ratio = cover?.width && cover.height ? cover.width / cover.height : 1.25
  return (
    <div className={classes.stage}>
      {cover && (
        <Picture
          src={cover.url}
          alt={asset.altText}
          thumbhash={asset.thumbhash}
          className={classes.cover}
          style={{
            aspectRatio: String(ratio),
            width: `min(100%, 560px, calc((var(--stage-height) - 240px) * ${ratio}))`,
          }}
          eager
        />
      )}
      <div className={classes.player}>
        <Suspense fallback={null}>
          <SoundPlayer
            url={sound.url}
            peaksUrl={named('peaks')?.url ?? null}
            durationMs={asset.original?.durationMs ?? null}
            startAt={startAt}
            label={`${t('timed.sound.listen')}: ${asset.title || t('assets.untitled')}`}
          />
        </Suspense>
      </div>
    </div>
  )
}
