import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconFileText } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import { PageState } from '../ui/page-state.tsx'
import { Picture } from '../ui/picture.tsx'
import classes from './document-viewer.module.css'

/** The first pages of a document as pictures, one at a time; the arrows turn them. */
export function DocumentViewer({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const [at, setAt] = useState(0)
  const pages = asset.renditions
    .filter(rendition => /^page-\d+$/.test(rendition.name))
    .sort((a, b) => Number(a.name.slice(5)) - Number(b.name.slice(5)))
  const page = pages[at]
  const total = asset.original?.pageCount ?? pages.length
  if (!page) {
    return (
      <div className={classes.none}>
        <PageState icon={<IconFileText />} title={t('assets.noPages')}>
          {t('assets.noPagesHint')}
        </PageState>
      </div>
    )
  }
  const turn = (step: number) => setAt(now => Math.min(pages.length - 1, Math.max(0, now + step)))
  const ratio = page.width && page.height ? page.width / page.height : 1 / Math.SQRT2
  return (
    <section
      className={classes.mat}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrows turn pages while it has the focus
      tabIndex={0}
      aria-label={t('assets.pageOf', { page: at + 1, total })}
      onKeyDown={event => {
        if (event.key === 'ArrowLeft' || event.key === 'PageUp') turn(-1)
        else if (event.key === 'ArrowRight' || event.key === 'PageDown') turn(1)
        else return
        event.preventDefault()
      }}
    >
      <div className={classes.page} style={{ aspectRatio: String(ratio), width: `min(calc(100% - 32px), 760px)` }}>
        <Picture
          key={page.url}
          src={page.url}
          alt={asset.altText || t('assets.page', { page: at + 1 })}
          fit="contain"
          eager
        />
      </div>
      <div className={classes.tools}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('assets.previousPage')}
          disabled={at === 0}
          onClick={() => turn(-1)}
        >
          <IconChevronLeft size={18} stroke={1.6} />
        </ActionIcon>
        <span aria-live="polite">{t('assets.pageOf', { page: at + 1, total })}</span>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('assets.nextPage')}
          disabled={at >= pages.length - 1}
          onClick={() => turn(1)}
        >
          <IconChevronRight size={18} stroke={1.6} />
        </ActionIcon>
      </div>
      {total > pages.length && (
        <p className={`small dim ${classes.beyond}`}>{t('assets.pagesBeyond', { shown: pages.length, total })}</p>
      )}
    </section>
  )
}
