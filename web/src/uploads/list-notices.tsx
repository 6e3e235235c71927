import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { needsPerson, type Totals } from './queue-totals.ts'
import type { UploadItem } from './upload-item.ts'
import classes from './upload-page.module.css'

const many = 12
type Props = { all: Totals; count: number; only: boolean; onOnly: (only: boolean) => void }

/** What the list cannot show at a glance: unfinished uploads and how to go on, and rows that need a person among three hundred. */
export function ListNotices({ all, count, only, onOnly }: Props) {
  const { t } = useTranslation()
  const waiting = all.troubled + all.unfinished
  // A short list is seen whole.
  const offered = waiting > 0 && count > many
  return (
    <>
      {all.unfinished > 0 && <p className={classes.notice}>{t('uploads.unfinished', { count: all.unfinished })}</p>}
      {(only || offered) && (
        <p className={classes.filter}>
          <Button
            size="compact-sm"
            variant={only ? 'filled' : 'default'}
            aria-pressed={only}
            onClick={() => onOnly(!only)}
          >
            {t('uploads.only', { count: waiting })}
          </Button>
        </p>
      )}
    </>
  )
}

/** The rows to show. Pure. */
export function shownItems(items: UploadItem[], only: boolean): UploadItem[] {
  return only ? items.filter(needsPerson) : items
}
