import { Button, NativeSelect } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import { useMe } from '../app/me.ts'
import { Dialog } from '../articles/dialog.tsx'
import { DateField } from '../ui/date-field.tsx'
import { CampaignField } from './campaign-field.tsx'
import classes from './desk-form.module.css'
import { priorities } from './priorities.ts'
import type { DeskActing } from './use-desk-acting.ts'
import { useDeskSettings } from './use-desk-acts.ts'
import { endOfDay } from './vietnam-time.ts'

type Props = { of: Nomination[]; acting: DeskActing }
const keep = 'keep'

/** Campaign, due day, priority and who takes care of it, for all that are selected; what is not chosen stays as it is. */
export function PlanModal({ of, acting }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const curators = useDeskSettings().data?.curators ?? []
  const [campaign, setCampaign] = useState(keep)
  const [assigned, setAssigned] = useState(keep)
  const [priority, setPriority] = useState(keep)
  const [due, setDue] = useState('')
  const stays = { value: keep, label: t('curation.desk.batch.stays') }
  const plan = {
    ...(campaign !== keep ? { campaign: campaign || null } : {}),
    ...(assigned !== keep ? { assignedTo: assigned || null } : {}),
    ...(due ? { dueAt: endOfDay(due) } : {}),
    ...(priority !== keep ? { priority: priorities.find(one => one === priority) ?? 'normal' } : {}),
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (Object.keys(plan).length === 0) return
    acting.setDialog(null)
    acting.batch({ act: 'plan', ids: of.map(one => one.id), plan }, of)
  }
  return (
    <Dialog
      onClose={acting.closeDialog}
      size={460}
      title={t('curation.desk.batch.planTitle', { count: of.length })}
      returnFocus={false}
    >
      <form className={classes.form} onSubmit={send}>
        <CampaignField value={campaign} onChange={setCampaign} first={stays} mayAdd />
        <NativeSelect
          label={t('curation.desk.assigned')}
          value={assigned}
          data={[
            stays,
            { value: '', label: t('curation.desk.nobody') },
            ...curators.map(one => ({
              value: one.id,
              label: one.id === me.id ? t('curation.desk.myself', { name: one.name }) : one.name,
            })),
          ]}
          onChange={event => setAssigned(event.currentTarget.value)}
        />
        <div className={classes.pair}>
          <DateField label={t('curation.desk.dueDay')} value={due} onChange={setDue} />
          <NativeSelect
            label={t('curation.desk.priorityLabel')}
            value={priority}
            data={[stays, ...priorities.map(value => ({ value, label: t(`curation.desk.priority.${value}`) }))]}
            onChange={event => setPriority(event.currentTarget.value)}
          />
        </div>
        <div className={classes.acts}>
          <Button variant="default" onClick={acting.closeDialog}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" disabled={Object.keys(plan).length === 0}>
            {t('curation.desk.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
