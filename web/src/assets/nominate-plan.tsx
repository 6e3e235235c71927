import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Priority } from '#contracts/nomination'
import { CampaignField } from '../curation/campaign-field.tsx'
import { priorities } from '../curation/priorities.ts'
import { DateField } from '../ui/date-field.tsx'
import classes from './nominate-modal.module.css'

export type PlanWish = { due: string; priority: Priority; campaign: string }
type Props = { value: PlanWish; onChange: (plan: PlanWish) => void }

/** By when it should be out, how pressing it is, and what it belongs to. */
export function NominatePlan({ value, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <div className={classes.plan}>
      <DateField label={t('curation.desk.dueDay')} value={value.due} onChange={due => onChange({ ...value, due })} />
      <NativeSelect
        label={t('curation.desk.priorityLabel')}
        value={value.priority}
        data={priorities.map(one => ({ value: one, label: t(`curation.desk.priority.${one}`) }))}
        onChange={event =>
          onChange({ ...value, priority: priorities.find(one => one === event.currentTarget.value) ?? 'normal' })
        }
      />
      <div className={classes.campaign}>
        <CampaignField value={value.campaign} onChange={campaign => onChange({ ...value, campaign })} />
      </div>
    </div>
  )
}
