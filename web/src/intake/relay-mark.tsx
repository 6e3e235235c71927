import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import { useFormat } from '../ui/format.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import classes from './intake.module.css'

/** Whose work it is that the hub relays, and the way there; nothing for the hub's own. */
export function RelayMark({ relay }: { relay: Asset['relay'] }) {
  const { t } = useTranslation()
  const f = useFormat()
  if (!relay) return null
  return (
    <div className={classes.mark} role="note" aria-label={t('intake.mark.label')}>
      <span className={classes.line}>
        <StateBadge tone="accent">{t('intake.mark.label')}</StateBadge>
        <span>{t('intake.mark.from', { source: relay.source })}</span>
        {relay.url && (
          <a href={relay.url} target="_blank" rel="noreferrer noopener">
            {t('intake.mark.open')}
          </a>
        )}
      </span>
      {relay.notice && <span className="dim small">{relay.notice}</span>}
      {relay.withdrawnAt && (
        <StateBadge tone="error">{t('intake.mark.withdrawn', { time: f.dateTime(relay.withdrawnAt) })}</StateBadge>
      )}
    </div>
  )
}
