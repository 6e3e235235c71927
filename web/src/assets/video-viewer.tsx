import { IconVideoOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import { PageState } from '../ui/page-state.tsx'
import classes from './video-viewer.module.css'

/** The browser's own player on the 720p copy; it has its keys, captions and full screen already. */
export function VideoViewer({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const video = asset.renditions.find(rendition => rendition.name === 'video')
  const poster = asset.renditions.find(rendition => rendition.name === 'poster')
  if (!video) {
    return (
      <div className={classes.none}>
        <PageState icon={<IconVideoOff />} title={t('assets.noVideo')} />
      </div>
    )
  }
  const ratio = video.width && video.height ? video.width / video.height : 16 / 9
  return (
    <div className={classes.stage}>
      {/* biome-ignore lint/a11y/useMediaCaption: captions come with the issue that makes them */}
      <video
        className={classes.video}
        style={{ aspectRatio: String(ratio), width: `min(100%, calc(var(--stage-height) * ${ratio}))` }}
        controls
        playsInline
        preload="metadata"
        src={video.url}
        poster={poster?.url}
        aria-label={`${t('assets.watch')}: ${asset.title || t('assets.untitled')}`}
      />
    </div>
  )
}
