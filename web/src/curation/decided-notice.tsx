import { Button } from '@mantine/core'
import { IconCalendarClock, IconCalendarX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import { useProblem } from '../app/use-problem.ts'
import { useFormat } from '../ui/format.ts'
import { LinkButton } from '../ui/link-button.tsx'
import classes from './decision-panel.module.css'
import { UndoButton } from './undo-button.tsx'
import type { DeskActing } from './use-desk-acting.ts'
import { useNominationActs } from './use-desk-acts.ts'

/** What was decided already: who, when it goes out, what holds it, and how to take its time back. */
export function DecidedNotice({ nomination, acting }: { nomination: Nomination; acting: DeskActing }) {
  const { t } = useTranslation()
  const f = useFormat()
  const problem = useProblem()
  const acts = useNominationActs(nomination.id)
  const { schedule, decidedBy, decidedAt, delivery } = nomination
  const pending = schedule?.state === 'waiting' || schedule?.state === 'held'
  const takeBack = () =>
    acts.unschedule().then(
      () => acting.say(t('curation.desk.undone', { title: nomination.asset.title })),
      error => acting.say(problem(error).title, { tone: 'error' }),
    )
  return (
    <div className={classes.footer}>
      <p>
        {schedule?.state === 'waiting' && (
          <b>
            {t('curation.desk.goesOut', {
              channel: nomination.channel.name,
              time: f.dateTime(schedule.effectiveAt),
            })}{' '}
          </b>
        )}
        {schedule?.state === 'held' && (
          <b className={classes.held}>{t(`curation.desk.held.${schedule.reason ?? 'failed'}`)} </b>
        )}
        {decidedBy && decidedAt && (
          <span className="dim">
            {t('curation.desk.decidedBy', { name: decidedBy.name, time: f.dateTime(decidedAt) })}
          </span>
        )}
      </p>
      {delivery?.problemText && <p className="small">{delivery.problemText}</p>}
      <div className={classes.after}>
        {pending && nomination.may.manage && (
          <>
            <Button
              variant="default"
              leftSection={<IconCalendarClock size={17} stroke={1.6} />}
              onClick={() => acting.act('schedule')}
            >
              {t('curation.desk.otherTime')}
            </Button>
            <Button
              variant="outline"
              color="red"
              leftSection={<IconCalendarX size={17} stroke={1.6} />}
              loading={acts.pending}
              onClick={() => void takeBack()}
            >
              {t('curation.desk.takeBack')}
            </Button>
          </>
        )}
        {!pending && nomination.may.reopen && <UndoButton nomination={nomination} say={acting.say} />}
        {!pending && (
          <LinkButton to="/phat-hanh" search={{ channel: nomination.channel.code }} variant="default">
            {t('curation.desk.nothing.deliveries')}
          </LinkButton>
        )}
      </div>
    </div>
  )
}
