import { ActionIcon, Button } from '@mantine/core'
import { IconDownload, IconLayoutKanban, IconLibraryPlus, IconPencil, IconTrash } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import { LoadingPage } from '../app/page-fallbacks.tsx'
import { RelayMark } from '../intake/relay-mark.tsx'
import { RecallNotice } from '../ledger/recall-notice.tsx'
import { useFormat } from '../ui/format.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import classes from './asset-panel.module.css'
import { DownloadList } from './download-list.tsx'
import type { EditField } from './edit-draft.ts'
import { InfoList } from './info-list.tsx'
import { RightsBanner } from './rights-banner.tsx'
import { ToArticle } from './to-article.tsx'
import { TrashNotice } from './trash-notice.tsx'
import { useTrashWithUndo } from './use-trash-with-undo.ts'

const EditForm = lazy(async () => ({ default: (await import('./edit-form.tsx')).EditForm }))
const InUseModal = lazy(async () => ({ default: (await import('./in-use-modal.tsx')).InUseModal }))
const NominateModal = lazy(async () => ({ default: (await import('./nominate-modal.tsx')).NominateModal }))
const PickBoard = lazy(async () => ({ default: (await import('../collections/pick-board.tsx')).PickBoard }))
const ReuseModal = lazy(async () => ({ default: (await import('./reuse-modal.tsx')).ReuseModal }))
const RecallModal = lazy(async () => ({ default: (await import('../channels/recall-modal.tsx')).RecallModal }))

export type PanelMode = { editing: boolean; field?: EditField }
type Props = { asset: Asset; mode: PanelMode; onMode: (mode: PanelMode) => void }

/** On the right: what it is called, what may be done with it. */
export function AssetPanel({ asset, mode, onMode }: Props) {
  if (mode.editing) {
    return (
      <Suspense fallback={<LoadingPage />}>
        <EditForm asset={asset} field={mode.field} onClose={() => onMode({ editing: false })} />
      </Suspense>
    )
  }
  return (
    <div className={classes.panel}>
      <Heading asset={asset} onEdit={() => onMode({ editing: true })} />
      {asset.life === 'trashed' && <TrashNotice asset={asset} />}
      <RecallNotice assetId={asset.id} />
      <RelayMark relay={asset.relay} />
      {/* Rights that would let it be used say nothing while it is recalled. */}
      {!asset.recalledAt && <RightsBanner asset={asset} />}
      <Acts asset={asset} />
      {asset.may.download && !isHeld(asset) && asset.file !== 'damaged' && <DownloadList asset={takable(asset)} />}
      <InfoList asset={asset} />
    </div>
  )
}

/** Of what is recalled only its keepers take the original, to mend it: what is made for use is not given. */
function takable(asset: Asset): Asset {
  return asset.recalledAt ? { ...asset, renditions: [] } : asset
}

/** Its bytes go nowhere: malware, or nobody could look whether there is some. */
function isHeld({ failure }: Asset): boolean {
  return failure?.code === 'infected' || failure?.code === 'too-large-to-scan'
}

function Heading({ asset, onEdit }: { asset: Asset; onEdit: () => void }) {
  const { t } = useTranslation()
  const f = useFormat()
  const unwell = asset.file === 'failed' || asset.file === 'damaged'
  const held = isHeld(asset)
  return (
    <header>
      <div className={classes.title}>
        <h1>{asset.title || t('assets.untitled')}</h1>
        {asset.may.edit && asset.life === 'active' && (
          <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('assets.edit')} onClick={onEdit}>
            <IconPencil size={18} stroke={1.6} />
          </ActionIcon>
        )}
      </div>
      <p className="dim">{[asset.unit.shortName, f.date(asset.date)].join(' · ')}</p>
      {asset.description && <p className={classes.description}>{asset.description}</p>}
      <p className={classes.badges}>
        {asset.file !== 'ready' && (
          <StateBadge tone={unwell ? 'error' : 'accent'}>
            {held ? t('assets.held.badge') : t(`app.fileState.${asset.file}`)}
          </StateBadge>
        )}
        <StateBadge tone={asset.visibility === 'public' ? 'ok' : 'neutral'}>
          {t(`app.visibility.${asset.visibility}`)}
        </StateBadge>
      </p>
    </header>
  )
}

function Acts({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<'nominate' | 'recall' | 'reuse' | 'board' | null>(null)
  const trash = useTrashWithUndo(asset)
  if (asset.life === 'trashed') return null
  const { recall, trash: mayTrash } = asset.may
  const reuse = asset.may.reuse && !isHeld(asset) && asset.file !== 'damaged'
  // What could not be read will never be cleared.
  const nominate = asset.may.nominate && !asset.recalledAt && asset.file !== 'failed' && asset.file !== 'damaged'
  const title = asset.title || t('assets.untitled')
  return (
    <div className={classes.acts}>
      {nominate && (
        <div className={classes.primary}>
          <Button
            fullWidth
            leftSection={<IconLayoutKanban size={18} stroke={1.6} />}
            onClick={() => setOpen('nominate')}
          >
            {t('assets.nominateLong')}
          </Button>
        </div>
      )}
      {reuse && (
        <Button
          variant={nominate ? 'light' : 'filled'}
          leftSection={<IconDownload size={18} stroke={1.6} />}
          onClick={() => setOpen('reuse')}
        >
          {t('assets.reuse.act')}
        </Button>
      )}
      {recall && (
        <Button variant="outline" color="red" onClick={() => setOpen('recall')}>
          {t('assets.recall')}
        </Button>
      )}
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t('collections.pick.act')}
        title={t('collections.pick.act')}
        onClick={() => setOpen('board')}
      >
        <IconLibraryPlus size={18} stroke={1.6} />
      </ActionIcon>
      <ToArticle asset={asset} />
      {mayTrash && (
        <ActionIcon
          variant="default"
          size={36}
          aria-label={t('assets.trash')}
          title={t('assets.trash')}
          loading={trash.pending}
          onClick={trash.move}
        >
          <IconTrash size={18} stroke={1.6} />
        </ActionIcon>
      )}
      <Suspense fallback={null}>
        {trash.inUse && <InUseModal {...trash.inUse} title={title} onClose={trash.forget} />}
        {open === 'nominate' && <NominateModal items={[{ id: asset.id, title }]} onClose={() => setOpen(null)} />}
        {open === 'board' && <PickBoard assets={[asset.id]} onClose={() => setOpen(null)} />}
        {open === 'reuse' && <ReuseModal asset={asset} onClose={() => setOpen(null)} />}
        {open === 'recall' && (
          <RecallModal
            asset={{ id: asset.id, title, kind: asset.kind, thumbUrl: thumbOf(asset) }}
            onClose={() => setOpen(null)}
          />
        )}
      </Suspense>
    </div>
  )
}

function thumbOf(asset: Asset): string | null {
  return asset.renditions.find(rendition => rendition.name === 'thumb')?.url ?? null
}
