import { useTranslation } from 'react-i18next'
import classes from './deliveries-page.module.css'

/** Rows keep their place while a list is on its way. */
export function ListSkeleton({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation()
  return (
    <div role="status" aria-label={t('ui.loading')}>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same and never move.
        <div key={index} className={classes.skeleton}>
          <span />
          <span />
          <span />
        </div>
      ))}
    </div>
  )
}
