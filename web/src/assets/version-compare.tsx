import '@mantine/core/styles/Modal.layer.css'

import { ActionIcon, Modal, Stack } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { lazy, Suspense, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AssetVersion } from '#contracts/version'
import { CompareModal } from './compare-modal.tsx'
import classes from './version-compare.module.css'
import { VersionFacts } from './version-facts.tsx'
import { lookOf } from './version-look.ts'

const PdfPane = lazy(async () => ({ default: (await import('../documents/pdf-pane.tsx')).PdfPane }))

type Props = { older: AssetVersion; newer: AssetVersion; audio: boolean; onClose: () => void }

/** Two states of one item beside each other: their pictures, pages or players, and what is different of their files. */
export function VersionCompare({ older, newer, audio, onClose }: Props) {
  const { t } = useTranslation()
  const versions = [older, newer]
  const title = t('assets.versions.comparing', { older: older.number, newer: newer.number })
  const named = ({ number }: AssetVersion) => t('assets.versions.number', { number })
  const look = lookOf(older, newer)
  const facts = <VersionFacts older={older} newer={newer} />
  if (look === 'pictures') {
    return (
      <CompareModal
        title={title}
        pictures={versions.map(each => ({
          src: each.file?.url ?? null,
          name: each.file?.name ?? '',
          label: named(each),
        }))}
        onClose={onClose}
      >
        {facts}
      </CompareModal>
    )
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size={look === 'facts' ? 'lg' : 'min(1280px, 96vw)'}
      title={title}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Stack gap={12}>
        {look === 'pages' && <PagesBeside versions={versions} named={named} />}
        {look === 'players' && (
          <div className={classes.beside}>
            {versions.map(each => (
              <figure key={each.number} className={classes.half}>
                <figcaption className="small">
                  <b>{named(each)}</b>
                </figcaption>
                <Player url={each.file?.url ?? ''} label={named(each)} audio={audio} />
              </figure>
            ))}
          </div>
        )}
        {look === 'facts' && <p className="dim">{t('assets.versions.notShown')}</p>}
        {facts}
      </Stack>
    </Modal>
  )
}

function Player({ url, label, audio }: { url: string; label: string; audio: boolean }) {
  const shared = { src: url, controls: true, preload: 'metadata', 'aria-label': label } as const
  return audio ? (
    <audio className={classes.player} {...shared} />
  ) : (
    <video className={classes.player} playsInline {...shared} />
  )
}

function PagesBeside({ versions, named }: { versions: AssetVersion[]; named: (version: AssetVersion) => string }) {
  const { t } = useTranslation()
  const [page, setPage] = useState(1)
  const [pages, setPages] = useState(1)
  const onPages = useCallback((count: number) => setPages(now => Math.max(now, count)), [])
  return (
    <>
      <div className={classes.turn}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('assets.previousPage')}
          disabled={page <= 1}
          onClick={() => setPage(page - 1)}
        >
          <IconChevronLeft size={18} stroke={1.6} />
        </ActionIcon>
        <span aria-live="polite">{t('assets.pageOf', { page, total: pages })}</span>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('assets.nextPage')}
          disabled={page >= pages}
          onClick={() => setPage(page + 1)}
        >
          <IconChevronRight size={18} stroke={1.6} />
        </ActionIcon>
      </div>
      <div className={classes.beside}>
        {versions.map(each => (
          <figure key={each.number} className={classes.half}>
            <figcaption className="small">
              <b>{named(each)}</b>
            </figcaption>
            <Suspense fallback={null}>
              <PdfPane
                url={each.file ? `${each.file.url}?read=1` : ''}
                label={named(each)}
                page={page}
                onPages={onPages}
              />
            </Suspense>
          </figure>
        ))}
      </div>
    </>
  )
}
