import { ActionIcon, Button, Loader } from '@mantine/core'
import { IconBook2, IconChevronLeft, IconChevronRight, IconFileText } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset, Rendition } from '#contracts/asset'
import { usePagePicture } from '../documents/use-page-picture.ts'
import { useReading } from '../documents/use-reading.ts'
import { PageState } from '../ui/page-state.tsx'
import { Picture } from '../ui/picture.tsx'
import classes from './document-viewer.module.css'

const PdfReader = lazy(async () => ({ default: (await import('../documents/pdf-reader.tsx')).PdfReader }))

/** A document page by page as pictures, which any line carries; the reader with its letters is one press away. */
export function DocumentViewer({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const reading = useReading(asset)
  const made = asset.renditions.filter(rendition => /^page-\d+$/.test(rendition.name))
  const total = asset.original?.pageCount ?? made.length
  const [page, setPage] = useState(reading.page ?? 1)
  const turn = (step: number) => setPage(now => Math.min(total, Math.max(1, now + step)))
  const reader = reading.url && reading.page !== null && (
    <Suspense fallback={null}>
      <PdfReader
        url={reading.url}
        title={asset.title || t('assets.untitled')}
        page={reading.page}
        onClose={reading.close}
      />
    </Suspense>
  )
  if (made.length === 0) {
    return (
      <div className={classes.none}>
        <PageState icon={<IconFileText />} title={t('assets.noPages')}>
          {t('assets.noPagesHint')}
        </PageState>
        {reading.url && <ReadButton onRead={() => reading.read(1)} />}
        {reader}
      </div>
    )
  }
  return (
    <section
      className={classes.mat}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrows turn pages while it has the focus
      tabIndex={0}
      aria-label={t('assets.pageOf', { page, total })}
      onKeyDown={event => {
        if (event.target !== event.currentTarget) return
        if (event.key === 'ArrowLeft' || event.key === 'PageUp') turn(-1)
        else if (event.key === 'ArrowRight' || event.key === 'PageDown') turn(1)
        else return
        event.preventDefault()
      }}
    >
      <OnePage asset={asset} page={page} made={made} />
      <div className={classes.tools}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('assets.previousPage')}
          disabled={page === 1}
          onClick={() => turn(-1)}
        >
          <IconChevronLeft size={18} stroke={1.6} />
        </ActionIcon>
        <span aria-live="polite">{t('assets.pageOf', { page, total })}</span>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('assets.nextPage')}
          disabled={page >= total}
          onClick={() => turn(1)}
        >
          <IconChevronRight size={18} stroke={1.6} />
        </ActionIcon>
        {reading.url && <ReadButton onRead={() => reading.read(page)} />}
      </div>
      {reader}
    </section>
  )
}

function ReadButton({ onRead }: { onRead: () => void }) {
  const { t } = useTranslation()
  return (
    <Button size="xs" variant="light" leftSection={<IconBook2 size={16} stroke={1.6} />} onClick={onRead}>
      {t('documents.read')}
    </Button>
  )
}

function OnePage({ asset, page, made }: { asset: Asset; page: number; made: readonly Rendition[] }) {
  const { t } = useTranslation()
  const ready = made.find(({ name }) => name === `page-${page}`)
  const late = usePagePicture(asset, page, !ready)
  const shape = ready ?? made[0]
  const ratio = shape?.width && shape.height ? shape.width / shape.height : 1 / Math.SQRT2
  const src = ready?.url ?? late.url
  return (
    <div className={classes.page} style={{ aspectRatio: String(ratio), width: `min(calc(100% - 32px), 760px)` }}>
      {src ? (
        <Picture key={src} src={src} alt={asset.altText || t('assets.page', { page })} fit="contain" eager />
      ) : (
        <div className={classes.wait} role="status">
          {late.failed ? (
            <>
              <p>{t('documents.noPicture')}</p>
              <Button size="xs" variant="default" onClick={late.again}>
                {t('ui.retry')}
              </Button>
            </>
          ) : (
            <>
              <Loader size="sm" />
              <p>{t('documents.drawing')}</p>
            </>
          )}
        </div>
      )}
    </div>
  )
}
