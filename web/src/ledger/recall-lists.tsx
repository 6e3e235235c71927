import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecallPage as Recall } from '#contracts/ledger'
import { useFormat } from '../ui/format.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import classes from './recall-page.module.css'

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section} aria-label={title}>
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  )
}

export function RecallChannels({ channels }: { channels: Recall['channels'] }) {
  const { t } = useTranslation()
  const f = useFormat()
  return (
    <Section title={t('ledger.recalls.channelsTitle')}>
      {channels.length === 0 && <li className="dim">{t('ledger.recalls.noChannels')}</li>}
      {channels.map(channel => (
        <li key={channel.id} className={classes.item}>
          <span>
            {channel.name}
            {channel.problemText && <span className="dim small"> · {channel.problemText}</span>}
          </span>
          <span className={classes.line}>
            <span className="dim small">{t('ledger.recalls.tries', { count: channel.attempts })}</span>
            <time className="dim small" dateTime={channel.updatedAt}>
              {f.dateTime(channel.updatedAt)}
            </time>
            <StateBadge tone={channel.state === 'withdrawn' ? 'ok' : 'warning'}>
              {t(channel.state === 'withdrawn' ? 'ledger.recalls.gone' : 'ledger.recalls.going')}
            </StateBadge>
          </span>
        </li>
      ))}
    </Section>
  )
}

export function RecallPeople({ people }: { people: Recall['people'] }) {
  const { t } = useTranslation()
  const f = useFormat()
  return (
    <Section title={t('ledger.recalls.peopleTitle')}>
      {people.length === 0 && <li className="dim">{t('ledger.recalls.noPeople')}</li>}
      {people.map(person => (
        <li key={person.id} className={classes.item}>
          <span>
            {[person.name, person.unit].filter(Boolean).join(' · ')}
            <span className="dim small">
              {' '}
              · {t('ledger.recalls.taken', person)}
              {person.note && <> · {person.note}</>}
            </span>
          </span>
          <StateBadge tone={person.acknowledgedAt ? 'ok' : 'warning'}>
            {person.acknowledgedAt
              ? t('ledger.recalls.acknowledged', { time: f.dateTime(person.acknowledgedAt) })
              : t('ledger.recalls.waiting')}
          </StateBadge>
        </li>
      ))}
    </Section>
  )
}

export function RecallLinks({ links }: { links: Recall['links'] }) {
  const { t } = useTranslation()
  return (
    <Section title={t('ledger.recalls.linksTitle')}>
      {links.length === 0 && <li className="dim">{t('ledger.recalls.noLinks')}</li>}
      {links.map(link => (
        <li key={link.id} className={classes.item}>
          <span>
            {[link.collection, link.label].filter(Boolean).join(' · ')}
            <span className="dim small">
              {' '}
              · {link.madeBy}, {t('ledger.recalls.downloads', { count: link.downloads })}
            </span>
          </span>
          <StateBadge tone="ok">{t('ledger.recalls.closed')}</StateBadge>
        </li>
      ))}
    </Section>
  )
}
