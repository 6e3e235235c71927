import { useTranslation } from 'react-i18next'
import classes from './grid-skeleton.module.css'

const shapes = [1.5, 0.75, 1.5, 1.78, 1.33, 1.5, 0.67, 1.6, 1.5, 1, 1.78, 0.75]

/** Still boxes in the shape of what is coming; nothing shimmers. */
export function GridSkeleton() {
  const { t } = useTranslation()
  return (
    <div className={classes.grid} role="status" aria-label={t('ui.loading')}>
      {shapes.map((ratio, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a constant list
        <span key={index} className={classes.tile} style={{ flexGrow: ratio, flexBasis: `${ratio * 150}px` }} />
      ))}
    </div>
  )
}
