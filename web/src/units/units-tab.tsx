import '@mantine/core/styles/Combobox.layer.css'
import { Button, Select } from '@mantine/core'
import { IconArrowsSplit2, IconPlus } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitHistory } from '#contracts/unit-history'
import { useMe } from '../app/me.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { byWords } from '../articles/term-field.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { showToast } from '../ui/toast.ts'
import { PlaceList } from './place-list.tsx'
import { ReformList } from './reform-list.tsx'
import classes from './units-tab.module.css'
import { UnitsTimeline } from './units-timeline.tsx'
import { useChangeUnits, useUnitHistory } from './use-units.ts'

const UnitForm = lazy(() => import('./unit-form.tsx').then(file => ({ default: file.UnitForm })))
const SuccessionForm = lazy(() => import('./succession-form.tsx').then(file => ({ default: file.SuccessionForm })))

/** The units over the years, and what an administrator changes about them. */
export function UnitsTab() {
  const { t } = useTranslation()
  const query = useUnitHistory()
  const [open, setOpen] = useState<'unit' | 'succession' | null>(null)
  const close = () => setOpen(null)
  if (query.isPending) return <ListSkeleton />
  if (query.isError) return <ProblemState error={query.error} onRetry={() => void query.refetch()} />
  const { units, successions } = query.data
  return (
    <>
      <div className={classes.bar}>
        <CuratingUnit units={units} />
        <Button
          variant="default"
          leftSection={<IconArrowsSplit2 size={18} stroke={1.6} />}
          onClick={() => setOpen('succession')}
        >
          {t('units.record')}
        </Button>
        <Button leftSection={<IconPlus size={18} stroke={1.6} />} onClick={() => setOpen('unit')}>
          {t('units.add')}
        </Button>
      </div>
      <ReformList units={units} />
      <UnitsTimeline units={units} successions={successions} />
      <PlaceList />
      <Suspense>
        {open === 'unit' && <UnitForm onClose={close} />}
        {open === 'succession' && <SuccessionForm units={units} onClose={close} />}
      </Suspense>
    </>
  )
}

function CuratingUnit({ units }: { units: UnitHistory[] }) {
  const { t } = useTranslation()
  const { hub } = useMe()
  const change = useChangeUnits()
  const choose = (code: string | null, name: string) => {
    if (!code || code === hub.curatingUnit?.code) return
    change.mutate(
      { act: 'curate', code },
      { onSuccess: () => void showToast({ message: t('units.curatingSaved', { name }) }) },
    )
  }
  return (
    <Select
      className={classes.curating}
      label={t('units.curating')}
      data={units
        .filter(unit => unit.kind !== 'partner' && !unit.endedOn)
        .map(unit => ({ value: unit.code, label: unit.name }))}
      value={hub.curatingUnit?.code ?? null}
      onChange={(code, option) => choose(code, option?.label ?? '')}
      searchable
      allowDeselect={false}
      disabled={change.isPending}
      filter={byWords}
      nothingFoundMessage={t('articles.form.nothing')}
    />
  )
}
