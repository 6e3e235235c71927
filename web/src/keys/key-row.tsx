import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ApiKey } from '#contracts/api-key'
import { useFormat } from '../ui/format.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import classes from './keys.module.css'

const tones = { active: 'ok', expired: 'warning', revoked: 'neutral' } as const

export function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const { t } = useTranslation()
  const f = useFormat()
  const end =
    apiKey.state === 'revoked'
      ? t('keys.revokedOn', { date: f.date(apiKey.revokedAt ?? '') })
      : t(apiKey.state === 'active' ? 'keys.ends' : 'keys.ended', { date: f.date(apiKey.expiresAt) })
  const used = apiKey.lastUsedAt
    ? t('keys.used', { when: f.dateTime(apiKey.lastUsedAt), address: apiKey.lastUsedFrom ?? '?' })
    : t('keys.neverUsed')
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <p>
          <span className={classes.name}>{apiKey.name}</span> <span className={classes.prefix}>{apiKey.prefix}…</span>
        </p>
        <p className="small">{apiKey.scopes.map(scope => t(`keys.scope.${scope}`)).join(' · ')}</p>
        <p className="dim small">
          {end} · {used}
        </p>
      </div>
      <StateBadge tone={tones[apiKey.state]}>{t(`keys.state.${apiKey.state}`)}</StateBadge>
      {apiKey.state === 'active' ? (
        <Button
          size="xs"
          variant="default"
          aria-label={t('keys.revoke.named', { name: apiKey.name })}
          onClick={onRevoke}
        >
          {t('keys.revoke.act')}
        </Button>
      ) : (
        <span />
      )}
    </li>
  )
}
