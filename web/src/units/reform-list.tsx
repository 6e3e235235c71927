import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reform, UnitHistory } from '#contracts/unit-history'
import { useProblem } from '../app/use-problem.ts'
import { Dialog } from '../articles/dialog.tsx'
import { formatDate } from '../ui/format.ts'
import { showToast } from '../ui/toast.ts'
import { ReformPreview } from './reform-preview.tsx'
import classes from './units-tab.module.css'
import { useChangeUnits, useReforms } from './use-units.ts'

/** Known reforms that nobody has confirmed yet; nothing where there is none. */
export function ReformList({ units }: { units: UnitHistory[] }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Reform | null>(null)
  const waiting = (useReforms().data ?? []).filter(reform => !reform.appliedAt)
  const nameOf = useReformName()
  if (waiting.length === 0) return null
  return (
    <section className={classes.reforms}>
      <h2>{t('units.reform.title')}</h2>
      <p className="dim small">{t('units.reform.text')}</p>
      <ul>
        {waiting.map(reform => (
          <li key={reform.code} className={classes.reform}>
            <div className={classes.words}>
              <p className={classes.name}>{nameOf(reform)}</p>
              <Steps reform={reform} units={units} />
            </div>
            <Button
              variant="default"
              aria-haspopup="dialog"
              aria-label={t('units.reform.applyNamed', { name: nameOf(reform) })}
              onClick={() => setAsked(reform)}
            >
              {t('units.reform.look')}
            </Button>
          </li>
        ))}
      </ul>
      {asked && <Confirm reform={asked} units={units} onClose={() => setAsked(null)} />}
    </section>
  )
}

function useReformName(): (reform: Reform) => string {
  const { i18n } = useTranslation()
  return ({ plan }) => (i18n.language === 'en' ? plan.titleEn : plan.title)
}

function Steps({ reform: { plan }, units }: { reform: Reform; units: UnitHistory[] }) {
  const { t } = useTranslation()
  const name = (code: string) => [...plan.units, ...units].find(unit => unit.code === code)?.shortName ?? code
  const names = (codes: readonly string[]) => codes.map(name).join(', ')
  const lines = [
    ...plan.successions.map(step =>
      t('units.reform.step', {
        kind: t(`units.successionKind.${step.kind}`),
        from: names(step.from),
        to: names(step.to),
        date: formatDate(step.date),
      }),
    ),
    ...(plan.endings.length > 0 ? [t('units.reform.endings', { count: plan.endings.length })] : []),
    ...(plan.curatingUnit ? [t('units.reform.curates', { name: name(plan.curatingUnit) })] : []),
  ]
  return <p className="dim small">{lines.join(' · ')}</p>
}

function Confirm({ reform, units, onClose }: { reform: Reform; units: UnitHistory[]; onClose: () => void }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const change = useChangeUnits()
  const name = useReformName()(reform)
  const apply = () =>
    change.mutate(
      { act: 'reform', code: reform.code },
      {
        onSuccess: () => {
          void showToast({ message: t('units.reform.applied', { name }) })
          onClose()
        },
      },
    )
  return (
    <Dialog title={name} size={640} onClose={onClose}>
      <p>{t('units.reform.ask')}</p>
      <ReformPreview reform={reform} units={units} />
      {change.isError && (
        <p role="alert" style={{ color: 'var(--hub-error)' }}>
          {problem(change.error).title}. {problem(change.error).detail}
        </p>
      )}
      <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8, marginTop: 16 }}>
        <Button variant="default" onClick={onClose}>
          {t('ui.cancel')}
        </Button>
        <Button loading={change.isPending} onClick={apply}>
          {t('units.reform.apply')}
        </Button>
      </div>
    </Dialog>
  )
}
