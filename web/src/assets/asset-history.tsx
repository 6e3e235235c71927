import { IconChevronDown } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import i18next from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../app/me.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { useFormat } from '../ui/format.ts'
import classes from './asset-history.module.css'
import { useTimeline } from './use-asset.ts'

const shownAtFirst = 8

/** Who did what; asked for only when it is opened. */
export function AssetHistory({ id }: { id: string }) {
  const { t } = useTranslation()
  const f = useFormat()
  const me = useMe()
  const [open, setOpen] = useState(false)
  const [all, setAll] = useState(false)
  const { data, error, refetch } = useTimeline(id, open)
  const entries = data?.entries ?? []
  return (
    <details className={classes.history} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary className={classes.title}>
        <IconChevronDown size={16} stroke={1.6} aria-hidden="true" />
        {t('assets.history.title')}
      </summary>
      {error && <ProblemState error={error} onRetry={() => void refetch()} small order={3} />}
      {data && entries.length === 0 && <p className="dim">{t('assets.history.none')}</p>}
      {me.may.administer && (
        <p className="small" style={{ marginBottom: 6 }}>
          <Link className="link" to="/quan-tri" search={{ tab: 'audit', subject: id }}>
            {t('assets.history.audit')}
          </Link>
        </p>
      )}
      <ul>
        {entries.slice(0, all ? undefined : shownAtFirst).map(entry => (
          <li key={entry.id} className={classes.entry}>
            <span className="dim">{f.dateTime(entry.at)}</span>
            <span>
              <b>{actWord(entry.act)}</b>
              <span className="dim">
                {' '}
                · {[entry.person ?? t('assets.history.system'), entry.unit].filter(Boolean).join(', ')}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {!all && entries.length > shownAtFirst && (
        <button type="button" className={classes.more} onClick={() => setAll(true)}>
          {t('assets.history.more')}
        </button>
      )}
    </details>
  )
}

/** The audit's name of an act (`nomination.create`) in the words of the audit page; an unknown one as it is. */
function actWord(act: string): string {
  const key = `operations.act.${act.replaceAll(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase())}`
  return i18next.exists(key) ? i18next.t(key as 'ui.retry') : act
}
