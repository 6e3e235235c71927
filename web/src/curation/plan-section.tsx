import { Button, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { planChange } from '#contracts/desk'
import type { Nomination } from '#contracts/nomination'
import { useMe } from '../app/me.ts'
import { useProblem } from '../app/use-problem.ts'
import { DateField } from '../ui/date-field.tsx'
import classes from './decision-panel.module.css'
import { priorities } from './priorities.ts'
import { dayOf } from './queue-groups.ts'
import type { DeskActing } from './use-desk-acting.ts'
import { useCampaigns, useDeskSettings, useNominationActs } from './use-desk-acts.ts'
import { endOfDay } from './vietnam-time.ts'

type Props = { nomination: Nomination; acting: DeskActing }

/** Due day, campaign, priority and who takes care of it: saved as each is chosen. */
export function PlanSection({ nomination, acting }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const problem = useProblem()
  const acts = useNominationActs(nomination.id)
  const campaigns = useCampaigns().data ?? []
  const curators = useDeskSettings().data?.curators ?? []
  const { campaign, assignedTo, dueAt, priority } = nomination
  if (!nomination.may.manage) return null
  const save = (plan: z.input<typeof planChange>) =>
    void acts.plan(plan).then(
      () => acting.say(t('curation.desk.planSaved')),
      error => acting.say(problem(error).title, { tone: 'error' }),
    )
  const choices = campaigns.filter(one => !one.closed || one.id === campaign?.id)
  return (
    <section className={classes.section} aria-label={t('curation.desk.plan')}>
      <div className={classes.head}>
        <h2>{t('curation.desk.plan')}</h2>
        <Button size="compact-sm" variant="subtle" onClick={() => acting.setDialog({ is: 'campaigns', of: [] })}>
          {t('curation.desk.campaigns.manage')}
        </Button>
      </div>
      <div className={classes.fields}>
        <DateField
          key={dueAt}
          size="xs"
          label={t('curation.desk.dueDay')}
          value={dueAt ? dayOf(dueAt) : ''}
          onChange={day => day !== (dueAt ? dayOf(dueAt) : '') && save({ dueAt: day ? endOfDay(day) : null })}
        />
        <NativeSelect
          size="xs"
          label={t('curation.desk.priorityLabel')}
          value={priority}
          data={priorities.map(value => ({ value, label: t(`curation.desk.priority.${value}`) }))}
          onChange={event => save({ priority: priorities.find(one => one === event.currentTarget.value) ?? 'normal' })}
        />
        <NativeSelect
          size="xs"
          label={t('curation.desk.campaign')}
          value={campaign?.id ?? ''}
          data={[
            { value: '', label: t('curation.desk.noCampaign') },
            ...choices.map(one => ({ value: one.id, label: one.name })),
          ]}
          onChange={event => save({ campaign: event.currentTarget.value || null })}
        />
        <NativeSelect
          size="xs"
          label={t('curation.desk.assigned')}
          value={assignedTo?.id ?? ''}
          data={[
            { value: '', label: t('curation.desk.nobody') },
            ...curators.map(one => ({
              value: one.id,
              label: one.id === me.id ? t('curation.desk.myself', { name: one.name }) : one.name,
            })),
          ]}
          onChange={event => save({ assignedTo: event.currentTarget.value || null })}
        />
      </div>
    </section>
  )
}
