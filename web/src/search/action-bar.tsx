import { ActionIcon, Button } from '@mantine/core'
import { IconLayoutKanban, IconX } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { loadMoreWords } from '../app/i18n.ts'
import { useMe } from '../app/me.ts'
import { AssetThumb } from '../assets/asset-thumb.tsx'
import { useFormat } from '../ui/format.ts'
import classes from './action-bar.module.css'
import { selection, useSelection } from './selection.ts'

const NominateModal = lazy(async () => {
  const [{ NominateModal }] = await Promise.all([import('../assets/nominate-modal.tsx'), loadMoreWords()])
  return { default: NominateModal }
})

/** What may be done with everything that is selected. */
export function ActionBar() {
  const { t } = useTranslation()
  const f = useFormat()
  const me = useMe()
  const chosen = useSelection()
  const [nominating, setNominating] = useState(false)
  if (chosen.size === 0) return null
  const hits = [...chosen.values()]
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
        <Button leftSection={<IconLayoutKanban size={18} stroke={1.6} />} onClick={() => setNominating(true)}>
          {t('search.nominate')}
        </Button>
      )}
      <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('search.unselect')} onClick={selection.clear}>
        <IconX size={18} stroke={1.6} />
      </ActionIcon>
      {nominating && (
        <Suspense fallback={null}>
          <NominateModal
            items={hits.map(hit => ({ id: hit.id, title: hit.title || t('search.untitled') }))}
            onClose={() => setNominating(false)}
            onDone={selection.clear}
          />
        </Suspense>
      )}
    </section>
  )
}
