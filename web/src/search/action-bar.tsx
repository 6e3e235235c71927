import { ActionIcon, Button } from '@mantine/core'
import { IconDownload, IconEdit, IconLayoutKanban, IconLibraryPlus, IconX } from '@tabler/icons-react'
import { useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { loadMoreWords } from '../app/i18n.ts'
import { useMe } from '../app/me.ts'
import { AssetThumb } from '../assets/asset-thumb.tsx'
import { useFormat } from '../ui/format.ts'
import { LinkButton } from '../ui/link-button.tsx'
import classes from './action-bar.module.css'
import { selection, useSelection } from './selection.ts'

const NominateModal = lazy(async () => {
  const [{ NominateModal }] = await Promise.all([import('../assets/nominate-modal.tsx'), loadMoreWords()])
  return { default: NominateModal }
})

const PickBoard = lazy(async () => {
  const [{ PickBoard }] = await Promise.all([import('../collections/pick-board.tsx'), loadMoreWords()])
  return { default: PickBoard }
})
const ZipModal = lazy(async () => {
  const [{ ZipModal }] = await Promise.all([import('../collections/zip-modal.tsx'), loadMoreWords()])
  return { default: ZipModal }
})

/** What may be done with everything that is selected. */
export function ActionBar() {
  const { t } = useTranslation()
  const f = useFormat()
  const me = useMe()
  const chosen = useSelection()
  const state = useSearch({ from: '/shell/kho' })
  const [open, setOpen] = useState<'nominate' | 'board' | 'zip' | null>(null)
  if (chosen.size === 0) return null
  const hits = [...chosen.values()]
  const close = () => setOpen(null)
  const bytes = hits.reduce((sum, hit) => sum + (hit.size ?? 0), 0)
  return (
    <section className={classes.bar} aria-label={t('search.selected', { count: chosen.size })}>
      <span className={classes.thumbs} aria-hidden="true">
        {hits.slice(-3).map(hit => (
          <span key={hit.id} className={classes.thumb}>
            <AssetThumb asset={hit} />
          </span>
        ))}
      </span>
      <span className={classes.words} role="status">
        <b>{t('search.selected', { count: chosen.size })}</b>{' '}
        <span className="dim">{bytes > 0 ? f.bytes(bytes) : ''}</span>
      </span>
      {(me.may.upload || me.may.curate) && (
        <Button leftSection={<IconLayoutKanban size={18} stroke={1.6} />} onClick={() => setOpen('nominate')}>
          {t('search.nominate')}
        </Button>
      )}
      <Button
        variant="default"
        className={classes.act}
        aria-label={t('search.addToBoard')}
        leftSection={<IconLibraryPlus size={18} stroke={1.6} />}
        onClick={() => setOpen('board')}
      >
        {t('search.addToBoard')}
      </Button>
      <Button
        variant="default"
        className={classes.act}
        aria-label={t('search.downloadZip')}
        leftSection={<IconDownload size={18} stroke={1.6} />}
        onClick={() => setOpen('zip')}
      >
        {t('search.downloadZip')}
      </Button>
      {(me.may.upload || me.may.curate) && (
        <LinkButton
          to="/sua-hang-loat"
          search={state}
          variant="default"
          className={classes.act}
          aria-label={t('search.bulkEdit')}
          leftSection={<IconEdit size={18} stroke={1.6} />}
        >
          {t('search.bulkEdit')}
        </LinkButton>
      )}
      <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('search.unselect')} onClick={selection.clear}>
        <IconX size={18} stroke={1.6} />
      </ActionIcon>
      <Suspense fallback={null}>
        {open === 'nominate' && (
          <NominateModal
            items={hits.map(({ id, title, kind, thumbUrl, thumbhash }) => {
              return { id, title: title || t('search.untitled'), kind, thumbUrl, thumbhash }
            })}
            onClose={close}
            onDone={selection.clear}
          />
        )}
        {open === 'board' && <PickBoard assets={[...chosen.keys()]} onClose={close} onDone={selection.clear} />}
        {open === 'zip' && <ZipModal of={{ assets: [...chosen.keys()] }} count={hits.length} onClose={close} />}
      </Suspense>
    </section>
  )
}
