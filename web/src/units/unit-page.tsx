import { Button } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitPage as UnitAnswer, UnitHistory } from '#contracts/unit-history'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { formatDate } from '../ui/format.ts'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { UnitChanges, UnitNames, UnitParents } from './unit-history.tsx'
import { UnitItems } from './unit-items.tsx'
import classes from './unit-page.module.css'
import { UnitPeople } from './unit-people.tsx'
import { UnitWork } from './unit-work.tsx'
import { useUnitPage } from './use-units.ts'

const UnitMarkForm = lazy(() => import('./unit-mark-form.tsx').then(file => ({ default: file.UnitMarkForm })))
const RenameForm = lazy(() => import('./rename-form.tsx').then(file => ({ default: file.RenameForm })))
const ParentForm = lazy(() => import('./parent-form.tsx').then(file => ({ default: file.ParentForm })))
const EndingForm = lazy(() => import('./ending-form.tsx').then(file => ({ default: file.EndingForm })))

/** One unit: what waits for its people, what it owns, who is in it, what it was called and whom it follows. */
export function UnitPage() {
  const { code } = useParams({ from: '/shell/don-vi/$code' })
  const query = useUnitPage(code)
  if (query.isPending)
    return (
      <Page>
        <ListSkeleton />
      </Page>
    )
  if (query.isError) return <ProblemState error={query.error} onRetry={() => void query.refetch()} order={1} />
  return <Unit answer={query.data} />
}

function Unit({ answer }: { answer: UnitAnswer }) {
  const { t } = useTranslation()
  const me = useMe()
  const { unit } = answer
  // Who may see its people belongs to it, or is hub staff.
  const own = answer.people !== null
  const marks = !unit.endedOn && me.inviteUnits.some(each => each.code === unit.code)
  usePageTitle(unit.name)
  return (
    <Page>
      <PageHeader title={unit.name} actions={me.may.administer && !unit.endedOn && <Changes unit={unit} />}>
        {[t(`units.kind.${unit.kind}`), unit.nameEn, symbolOf(unit)].filter(Boolean).join(' · ')}
      </PageHeader>
      {(answer.curates || unit.endedOn) && (
        <div className={classes.badges}>
          {answer.curates && <StateBadge tone="accent">{t('units.page.curates')}</StateBadge>}
          {unit.endedOn && (
            <StateBadge tone="warning">{t('units.ended', { date: formatDate(unit.endedOn) })}</StateBadge>
          )}
        </div>
      )}
      <div className={classes.columns}>
        <div className={classes.main}>
          {own && <UnitWork unit={unit} />}
          <UnitItems code={unit.code} />
          {own && <UnitPeople unit={unit} people={answer.people ?? []} />}
          {marks && (
            <Suspense>
              <UnitMarkForm code={unit.code} />
            </Suspense>
          )}
        </div>
        <aside className={classes.side}>
          <UnitNames unit={unit} />
          <UnitChanges answer={answer} />
          <UnitParents unit={unit} />
        </aside>
      </div>
    </Page>
  )
}

function symbolOf({ names }: UnitHistory): string | null {
  return names.find(name => name.validTo === null)?.symbol ?? null
}

function Changes({ unit }: { unit: UnitHistory }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<'rename' | 'parent' | 'end' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <Button variant="default" onClick={() => setOpen('rename')}>
        {t('units.page.rename')}
      </Button>
      <Button variant="default" onClick={() => setOpen('parent')}>
        {t('units.page.move')}
      </Button>
      <Button variant="outline" color="red" onClick={() => setOpen('end')}>
        {t('units.page.end')}
      </Button>
      <Suspense>
        {open === 'rename' && <RenameForm unit={unit} onClose={close} />}
        {open === 'parent' && <ParentForm unit={unit} onClose={close} />}
        {open === 'end' && <EndingForm unit={unit} onClose={close} />}
      </Suspense>
    </>
  )
}
