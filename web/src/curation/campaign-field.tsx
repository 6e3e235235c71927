import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblem } from '../app/use-problem.ts'
import { showToast } from '../ui/toast.ts'
import classes from './desk-form.module.css'
import { useCampaigns, useCreateCampaign } from './use-desk-acts.ts'

type Props = {
  /** A campaign's id, empty for none, or the value of `first`. */
  value: string
  onChange: (value: string) => void
  first?: { value: string; label: string }
  /** Curators may name a new one on the spot. */
  mayAdd?: boolean
}

/** The campaign that it belongs to. */
export function CampaignField({ value, onChange, first, mayAdd }: Props) {
  const { t } = useTranslation()
  const problem = useProblem()
  const campaigns = (useCampaigns().data ?? []).filter(one => !one.closed || one.id === value)
  const create = useCreateCampaign()
  const [name, setName] = useState<string | null>(null)
  const add = () =>
    create.mutate(
      { name: name?.trim() ?? '' },
      {
        onSuccess: made => {
          setName(null)
          onChange(made.id)
        },
        onError: error => void showToast({ message: problem(error).title, tone: 'error' }),
      },
    )
  return (
    <div className={classes.campaign}>
      <NativeSelect
        label={t('curation.desk.campaign')}
        value={value}
        data={[
          ...(first ? [first] : []),
          { value: '', label: t('curation.desk.noCampaign') },
          ...campaigns.map(one => ({ value: one.id, label: one.name })),
        ]}
        onChange={event => onChange(event.currentTarget.value)}
      />
      {mayAdd && name === null && (
        <Button variant="default" onClick={() => setName('')}>
          {t('curation.desk.newCampaign')}
        </Button>
      )}
      {mayAdd && name !== null && (
        <>
          <TextInput
            aria-label={t('curation.desk.campaignName')}
            placeholder={t('curation.desk.campaignName')}
            value={name}
            maxLength={200}
            autoFocus
            onChange={event => setName(event.currentTarget.value)}
            onKeyDown={event => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              if (name.trim()) add()
            }}
          />
          <Button loading={create.isPending} disabled={name.trim() === ''} onClick={add}>
            {t('curation.desk.addCampaign')}
          </Button>
        </>
      )}
    </div>
  )
}
