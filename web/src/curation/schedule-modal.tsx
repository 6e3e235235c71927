import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import { useProblem } from '../app/use-problem.ts'
import { Dialog } from '../articles/dialog.tsx'
import { DateField } from '../ui/date-field.tsx'
import { useFormat } from '../ui/format.ts'
import { TimeField } from '../ui/time-field.tsx'
import classes from './desk-form.module.css'
import type { DeskActing } from './use-desk-acting.ts'
import { useNominationActs } from './use-desk-acts.ts'
import { instantOf, localParts, usualTimes } from './vietnam-time.ts'

type Props = { of: Nomination[]; acting: DeskActing }

/** When it goes out: a time that people choose most, or any other. */
export function ScheduleModal({ of, acting }: Props) {
  const { t } = useTranslation()
  const f = useFormat()
  const problem = useProblem()
  const [first] = of
  const acts = useNominationActs(first?.id ?? '')
  const set = of.length === 1 ? first?.schedule?.at : undefined
  const [usual] = useState(() => usualTimes(new Date()))
  const start = set ? localParts(set) : { day: '', time: '07:00' }
  const [day, setDay] = useState(start.day)
  const [time, setTime] = useState(start.time)
  const [refused, setRefused] = useState('')
  const send = (publishAt: string | null) => {
    if (publishAt !== null && new Date(publishAt) <= new Date()) return setRefused(t('curation.desk.past'))
    if (of.length > 1) {
      acting.setDialog(null)
      return acting.batch({ act: 'schedule', ids: of.map(one => one.id), publishAt }, of)
    }
    acts.schedule(publishAt).then(
      () => {
        acting.closeDialog()
        acting.say(
          publishAt ? t('curation.desk.scheduled', { time: f.dateTime(publishAt) }) : t('curation.desk.notScheduled'),
        )
      },
      error => setRefused(problem(error).detail || problem(error).title),
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (day) send(instantOf(day, time))
  }
  return (
    <Dialog
      onClose={acting.closeDialog}
      size={460}
      title={
        of.length > 1 ? t('curation.desk.batch.scheduleTitle', { count: of.length }) : t('curation.desk.scheduleForm')
      }
      returnFocus={false}
    >
      <form className={classes.form} onSubmit={submit}>
        <p className="dim">{t('curation.desk.scheduleText')}</p>
        <div className={classes.usual}>
          <Button variant={set ? 'default' : 'light'} onClick={() => send(null)} data-autofocus>
            {t('curation.desk.atOnce')}
          </Button>
          {usual.map(one => (
            <Button key={one.key} variant="default" onClick={() => send(instantOf(one.day, one.time))}>
              {t(`curation.desk.usual.${one.key}`, { time: one.time })}
            </Button>
          ))}
        </div>
        <div className={classes.pair}>
          <DateField label={t('curation.desk.day')} value={day} onChange={setDay} />
          <TimeField label={t('curation.desk.time')} value={time} onChange={next => setTime(next || '07:00')} />
        </div>
        {refused && (
          <p className={classes.refused} role="alert">
            {refused}
          </p>
        )}
        <div className={classes.acts}>
          <Button variant="default" onClick={acting.closeDialog}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" loading={acts.pending} disabled={!day}>
            {t('curation.desk.setTime')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
