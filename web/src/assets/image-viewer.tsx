import { ActionIcon } from '@mantine/core'
import { IconMaximize, IconZoomIn, IconZoomOut, IconZoomReset } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import { useFormat } from '../ui/format.ts'
import { Picture } from '../ui/picture.tsx'
import { pictureSources } from '../zoom/picture-sources.ts'
import { FilmStrip } from './film-strip.tsx'
import classes from './image-viewer.module.css'
import { useZoom } from './use-zoom.ts'

const DeepZoom = lazy(async () => ({ default: (await import('../zoom/deep-zoom.tsx')).DeepZoom }))

/** A photo on its mat: as large as fits, then up to its own pixels and beyond by buttons, wheel with Ctrl, or a double click. */
export function ImageViewer({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const f = useFormat()
  const [deep, setDeep] = useState(false)
  const { copy, whole } = pictureSources(asset)
  const best = bestPicture(asset)
  const width = asset.original?.width ?? best?.width ?? 3
  const height = asset.original?.height ?? best?.height ?? 2
  const zoom = useZoom(width)
  return (
    <div className={classes.mat}>
      <div className={classes.area} data-zoomed={zoom.scale > 1 || undefined} {...zoom.handlers} ref={zoom.areaRef}>
        <div
          className={classes.photo}
          ref={zoom.photoRef}
          style={{
            aspectRatio: `${width} / ${height}`,
            // Never larger than its own pixels, unless it is tiny.
            width: `min(100%, ${Math.max(320, width)}px, calc((var(--stage-height) - 96px) * ${width / height}))`,
            transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})`,
          }}
        >
          <Picture
            src={best?.url ?? null}
            alt={asset.altText || asset.title}
            thumbhash={asset.thumbhash}
            fit="contain"
            eager
          />
        </div>
      </div>
      <div className={classes.tools}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('assets.zoomOut')}
          disabled={zoom.scale <= 1}
          onClick={zoom.out}
        >
          <IconZoomOut size={18} stroke={1.6} />
        </ActionIcon>
        <span className={classes.percent} aria-live="polite">
          {f.percent(zoom.percent)}
        </span>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('assets.zoomIn')}
          disabled={zoom.scale >= 8}
          onClick={zoom.in}
        >
          <IconZoomIn size={18} stroke={1.6} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('assets.zoomFit')}
          disabled={zoom.scale === 1}
          onClick={zoom.fit}
        >
          <IconZoomReset size={18} stroke={1.6} />
        </ActionIcon>
        {copy && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={t('assets.fullScreen')}
            title={t('assets.fullScreen')}
            onClick={() => setDeep(true)}
          >
            <IconMaximize size={18} stroke={1.6} />
          </ActionIcon>
        )}
      </div>
      <FilmStrip id={asset.id} />
      <Suspense fallback={null}>
        {deep && copy && (
          <DeepZoom
            copy={copy}
            whole={whole}
            originalWidth={width}
            title={asset.title || t('assets.untitled')}
            alt={asset.altText || asset.title}
            onClose={() => setDeep(false)}
          />
        )}
      </Suspense>
    </div>
  )
}

function bestPicture(asset: Asset) {
  return ['web', 'preview', 'thumb'].map(name => asset.renditions.find(r => r.name === name)).find(Boolean) ?? null
}
