import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import { showToast } from '../ui/toast.ts'
import classes from './trash-notice.module.css'
import { useTrashAsset } from './use-asset.ts'

export function TrashNotice({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const { restore } = useTrashAsset(asset.id)
  return (
    <section className={classes.notice} role="status">
      <div>
        <b>{t('assets.inTrash.title')}</b>
        <p className="small">{t('assets.inTrash.text')}</p>
      </div>
      {asset.may.trash && (
        <Button
          size="xs"
          variant="default"
          loading={restore.isPending}
          onClick={() =>
            restore.mutate(undefined, { onSuccess: () => void showToast({ message: t('assets.restored') }) })
          }
        >
          {t('assets.inTrash.act')}
        </Button>
      )}
    </section>
  )
}
