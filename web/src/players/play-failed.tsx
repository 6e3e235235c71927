import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './play-failed.module.css'

/** Over a player that has nothing left to try. */
export function PlayFailed({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation()
  return (
    <div className={classes.failed} role="alert">
      <strong>{t('players.failed')}</strong>
      <p>{t('players.failedText')}</p>
      <Button variant="default" size="sm" onClick={onRetry}>
        {t('players.retry')}
      </Button>
    </div>
  )
}
