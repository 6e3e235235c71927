import { useTranslation } from 'react-i18next'
import classes from './relay-source.module.css'

/** The relay mark where there is room for one line: whose work it is. */
export function RelaySource({ source }: { source: string }) {
  const { t } = useTranslation()
  const words = t('app.relayedFrom', { source })
  return (
    <span className={classes.mark} title={words}>
      {words}
    </span>
  )
}
