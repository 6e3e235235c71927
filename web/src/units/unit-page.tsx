import { Button } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitPage as UnitAnswer } from '#contracts/unit-history'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { formatDate } from '../ui/format.ts'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { useSpanText } from './span-text.ts'
import classes from './unit-page.module.css'
import { useUnitItems, useUnitPage } from './use-units.ts'

const RenameForm = lazy(() => import('./rename-form.tsx').then(file => ({ default: file.RenameForm })))

/** One unit: what it was called, whom it follows, its items and, for its own people, who is in it. */
export function UnitPage() {
  const { code } = useParams({ from: '/shell/don-vi/$code' })
  const query = useUnitPage(code)
  if (query.isPending)
    return (
      <Page>
        <ListSkeleton />
      </Page>
    )
  if (query.isError) return <ProblemState error={query.error} onRetry={() => void query.refetch()} />
  return <Unit answer={query.data} />
}

function Unit({ answer }: { answer: UnitAnswer }) {
  const { t } = useTranslation()
  const me = useMe()
  const { unit } = answer
  const [renaming, setRenaming] = useState(false)
  usePageTitle(unit.name)
  const rename = (
    <Button variant="default" onClick={() => setRenaming(true)}>
      {t('units.page.rename')}
    </Button>
  )
  return (
    <Page>
      <PageHeader title={unit.name} actions={me.may.administer && !unit.endedOn && rename}>
        {t(`units.kind.${unit.kind}`)} · {unit.code}
      </PageHeader>
      <div className={classes.badges}>
        {answer.curates && <StateBadge tone="accent">{t('units.page.curates')}</StateBadge>}
        {unit.endedOn && <StateBadge tone="warning">{t('units.ended', { date: formatDate(unit.endedOn) })}</StateBadge>}
        <Items code={unit.code} />
      </div>
      <Names unit={unit} />
      <Changes answer={answer} />
      <Parents unit={unit} />
      <People people={answer.people} />
      <Suspense>{renaming && <RenameForm unit={unit} onClose={() => setRenaming(false)} />}</Suspense>
    </Page>
  )
}

function Items({ code }: { code: string }) {
  const { t } = useTranslation()
  const { data } = useUnitItems(code)
  if (!data) return null
  return (
    <span>
      {t('units.page.items', { count: data.total })}{' '}
      <Link className="link" to="/kho" search={{ unit: [code] }}>
        {t('units.page.itemsSee')}
      </Link>
    </span>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Names({ unit }: { unit: UnitAnswer['unit'] }) {
  const { t } = useTranslation()
  const span = useSpanText()
  return (
    <Section title={t('units.page.names')}>
      <ul>
        {unit.names.map(name => (
          <li key={name.validFrom ?? ''} className={classes.line}>
            <b>{name.name}</b> <span className="dim">{span(name)}</span>
            <p className="dim small">
              {[
                name.nameEn,
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

function Changes({ answer: { unit, successions } }: { answer: UnitAnswer }) {
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

function Parents({ unit }: { unit: UnitAnswer['unit'] }) {
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
            </Link>{' '}
            <span className="dim">{span(place)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function People({ people }: { people: UnitAnswer['people'] }) {
  const { t } = useTranslation()
  if (!people) return null
  return (
    <Section title={t('units.page.people')}>
      {people.length === 0 && <p className="dim">{t('units.page.noPeople')}</p>}
      <ul>
        {people.map(person => (
          <li key={person.id} className={classes.line}>
            {person.name} <span className="dim">· {t(`app.role.${person.role}`)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
