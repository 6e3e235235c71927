import { ActionIcon, Button } from '@mantine/core'
import { IconCrop, IconPencil, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import type { Crop } from '#contracts/purpose'
import { ProblemState } from '../app/problem-state.tsx'
import { useFormat } from '../ui/format.ts'
import { showToast } from '../ui/toast.ts'
import classes from './download-list.module.css'
import { DownloadRow } from './download-row.tsx'
import { ShapePreview } from './shape-preview.tsx'
import { useCrops, useDeleteCrop, useSaveCrop, useTake } from './use-downloads.ts'

const CropModal = lazy(async () => ({ default: (await import('./crop-modal.tsx')).CropModal }))
type Source = { width: number; height: number }

/** The crops that were saved under names: taken home by all, drawn by those who may edit. */
export function CropList({ asset, source }: { asset: Asset; source: Source }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const query = useCrops(asset)
  const [open, setOpen] = useState<Crop | 'new' | null>(null)
  const taking = useTake(() => void client.invalidateQueries({ queryKey: ['crops', asset.id] }))
  const crops = query.data?.crops ?? []
  if (query.isError) return <ProblemState error={query.error} onRetry={() => void query.refetch()} small order={3} />
  if (!query.data || (crops.length === 0 && !asset.may.edit)) return null
  const full = crops.length >= query.data.limit
  return (
    <>
      <div className={classes.sub}>
        <h3 className={classes.title}>{t('assets.forPurpose.crops.title')}</h3>
        {asset.may.edit && !full && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconCrop size={16} stroke={1.6} />}
            onClick={() => setOpen('new')}
          >
            {t('assets.forPurpose.crops.add')}
          </Button>
        )}
      </div>
      {full && <p className="dim small">{t('assets.forPurpose.crops.full', { limit: query.data.limit })}</p>}
      {crops.length === 0 && <p className="dim small">{t('assets.forPurpose.crops.none')}</p>}
      {crops.length > 0 && (
        <ul className={classes.list} aria-label={t('assets.forPurpose.crops.title')}>
          {crops.map(crop => (
            <li key={crop.id} className={classes.more}>
              <CropRow asset={asset} crop={crop} source={source} taking={taking} />
              {asset.may.edit && <CropActs asset={asset} crop={crop} onEdit={() => setOpen(crop)} />}
            </li>
          ))}
        </ul>
      )}
      <Suspense fallback={null}>
        {open && (
          <CropModal asset={asset} source={source} crop={open === 'new' ? null : open} onClose={() => setOpen(null)} />
        )}
      </Suspense>
    </>
  )
}

type RowProps = { asset: Asset; crop: Crop; source: Source; taking: ReturnType<typeof useTake> }

function CropRow({ asset, crop, source, taking }: RowProps) {
  const { t } = useTranslation()
  const f = useFormat()
  const pixels = crop.width && crop.height ? `${f.pixels(crop.width, crop.height)} px · JPEG` : ''
  return (
    <div>
      <DownloadRow
        url={crop.url}
        fileName={`${crop.name}.jpg`}
        label={crop.name}
        act={t('assets.forPurpose.crops.download', { name: crop.name })}
        icon={
          <ShapePreview
            src={asset.renditions.find(each => each.name === 'thumb')?.url ?? null}
            thumbhash={asset.thumbhash}
            ratio={source.width / source.height}
            box={crop.box}
          />
        }
        detail={pixels}
        size={crop.size === null ? '' : f.bytes(crop.size)}
        make={crop.state === 'ready' ? null : () => void taking.take(crop.url, `${crop.name}.jpg`)}
        making={taking.making?.url === crop.url}
        error={taking.failed?.url === crop.url ? taking.failed.error : null}
        refusal={
          crop.outdated ? `${t('assets.forPurpose.crops.outdated')}: ${t('assets.forPurpose.crops.outdatedWhy')}` : null
        }
      />
    </div>
  )
}

function CropActs({ asset, crop, onEdit }: { asset: Asset; crop: Crop; onEdit: () => void }) {
  const { t } = useTranslation()
  const { name } = crop
  const remove = useDeleteCrop(asset.id)
  const save = useSaveCrop(asset.id)
  const undo = () => save.mutate({ cropId: null, draft: { name, ...crop.box } })
  const edit = crop.outdated ? 'assets.forPurpose.crops.lookAgain' : 'assets.forPurpose.crops.edit'
  return (
    <>
      <ActionIcon variant="subtle" color="gray" size={32} aria-label={t(edit, { name })} onClick={onEdit}>
        <IconPencil size={18} stroke={1.6} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        loading={remove.isPending}
        aria-label={t('assets.forPurpose.crops.remove', { name })}
        onClick={() =>
          remove.mutate(crop.id, {
            onSuccess: () => void showToast({ message: t('assets.forPurpose.crops.removed'), undo }),
          })
        }
      >
        <IconTrash size={18} stroke={1.6} />
      </ActionIcon>
    </>
  )
}
