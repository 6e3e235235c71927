import { useTranslation } from 'react-i18next'
import type { StorageAnswer } from '#contracts/storage'
import { useFormat } from '../ui/format.ts'
import classes from './storage-tab.module.css'

export function OrphanSection({ orphans }: Pick<StorageAnswer, 'orphans'>) {
  const { t } = useTranslation()
  const f = useFormat()
  const { files, bytes, held, sweptAt } = orphans
  return (
    <section aria-label={t('storage.orphans')}>
      <h2 className={classes.head}>{t('storage.orphans')}</h2>
      {held && <p className={classes.alarm}>{t('storage.held')}</p>}
      <p>
        {files > 0
          ? t('storage.orphanText', { files: f.number(files, 0), bytes: f.bytes(bytes) })
          : t('storage.noOrphans')}
      </p>
      {sweptAt && <p className="dim small">{t('storage.swept', { at: f.dateTime(sweptAt) })}</p>}
    </section>
  )
}
