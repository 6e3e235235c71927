import { Button } from '@mantine/core'
import { IconCheck, IconCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Asset, ClearanceKey } from '#contracts/asset'
import { ProblemState } from '../app/problem-state.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import classes from './clearance-list.module.css'
import type { EditField } from './edit-draft.ts'
import { useClearance } from './use-asset.ts'

const fieldOf: Partial<Record<ClearanceKey, EditField>> = {
  title: 'title',
  creator: 'creator',
  date: 'date',
  description: 'description',
  rights: 'statement',
  validity: 'validUntil',
  consent: 'statement',
  embargo: 'embargoUntil',
  credit: 'credit',
  altText: 'altText',
}

/** What stands between the asset and a portal; what is missing carries the one button that mends it. */
export function ClearanceList({ asset, onMend }: { asset: Asset; onMend: (field: EditField) => void }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useClearance(asset)
  if (error) return <ProblemState error={error} onRetry={() => void refetch()} small order={3} />
  if (!data) return <p className="dim">{t('ui.loading')}</p>
  const missing = data.checks.filter(check => !check.ok)
  const met = data.checks.filter(check => check.ok)
  return (
    <>
      <StateBadge tone={data.cleared ? 'ok' : 'warning'}>
        {data.cleared ? t('assets.clearance.cleared') : t('assets.clearance.missing', { count: missing.length })}
      </StateBadge>
      <ul className={classes.list}>
        {missing.map(check => {
          const field = fieldOf[check.key]
          return (
            <li key={check.key} className={classes.missing}>
              <IconCircle size={16} stroke={1.8} aria-hidden="true" />
              <span className={classes.words}>
                <b>{t(`app.clearanceKey.${check.key}`)}</b>
                <span className="small dim">{check.detail || (!check.mendable && t('assets.clearance.notYours'))}</span>
              </span>
              {check.mendable && field && (
                <Button size="xs" variant="default" onClick={() => onMend(field)}>
                  {t('assets.clearance.mend')}
                </Button>
              )}
            </li>
          )
        })}
        <li className={classes.met}>
          {met.map(check => (
            <span key={check.key} className={classes.check}>
              <IconCheck size={16} stroke={1.8} aria-hidden="true" />
              {t(`app.clearanceKey.${check.key}`)}
            </span>
          ))}
        </li>
      </ul>
    </>
  )
}
