import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitPage } from '#contracts/unit-history'
import { formatDate } from '../ui/format.ts'
import { useSpanText } from './span-text.ts'
import classes from './unit-page.module.css'

type Unit = UnitPage['unit']

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

/** What it was called, the name of today first. */
export function UnitNames({ unit }: { unit: Unit }) {
  const { t } = useTranslation()
  const span = useSpanText()
  return (
    <Section title={t('units.page.names')}>
      <ul className={classes.trail}>
        {[...unit.names].reverse().map(name => (
          <li key={name.validFrom ?? ''} data-now={name.validTo === null || undefined}>
            <p>
              <b>{name.name}</b>
            </p>
            <p className="dim small">{span(name)}</p>
            <p className="dim small">
              {[
                name.symbol && t('units.page.symbol', { symbol: name.symbol }),
                name.basis && t('units.page.basis', { basis: name.basis }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Whom it follows and who follows it. */
export function UnitChanges({ answer: { unit, successions } }: { answer: UnitPage }) {
  const { t } = useTranslation()
  if (successions.length === 0) return null
  return (
    <Section title={t('units.page.changes')}>
      <ul>
        {successions.map(({ id, from, to, kind, date, basis }) => {
          const other = from.id === unit.id ? to : from
          return (
            <li key={id} className={classes.line}>
              <Link className="link" to="/don-vi/$code" params={{ code: other.code }}>
                {t('units.page.from', {
                  kind: t(`units.successionKind.${kind}`),
                  name: to.shortName,
                  other: from.shortName,
                  date: formatDate(date),
                })}
              </Link>
              <p className="dim small">{t('units.page.basis', { basis })}</p>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

/** Under which unit it stood, and from when to when. */
export function UnitParents({ unit }: { unit: Unit }) {
  const { t } = useTranslation()
  const span = useSpanText()
  if (unit.parents.length === 0) return null
  return (
    <Section title={t('units.page.parents')}>
      <ul>
        {unit.parents.map(place => (
          <li key={`${place.parent.id} ${place.validFrom}`} className={classes.line}>
            <Link className="link" to="/don-vi/$code" params={{ code: place.parent.code }}>
              {place.parent.name}
            </Link>
            <p className="dim small">{span(place)}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
