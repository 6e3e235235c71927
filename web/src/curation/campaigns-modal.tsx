import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Campaign } from '#contracts/campaign'
import { ProblemState } from '../app/problem-state.tsx'
import { useProblem } from '../app/use-problem.ts'
import { Dialog } from '../articles/dialog.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import classes from './campaigns-modal.module.css'
import { useCampaigns, useEditCampaign } from './use-desk-acts.ts'

/** Every campaign: renamed, closed when it is over, opened again. */
export function CampaignsModal({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const campaigns = useCampaigns()
  return (
    <Dialog onClose={onClose} size={560} title={t('curation.desk.campaigns.title')} returnFocus={false}>
      <p className="dim small">{t('curation.desk.campaigns.text')}</p>
      {campaigns.isError && <ProblemState small error={campaigns.error} onRetry={() => void campaigns.refetch()} />}
      {campaigns.data?.length === 0 && <p>{t('curation.desk.campaigns.none')}</p>}
      <ul className={classes.list}>
        {campaigns.data?.map(one => (
          <CampaignRow key={one.id} campaign={one} />
        ))}
      </ul>
    </Dialog>
  )
}

function CampaignRow({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const edit = useEditCampaign()
  const [name, setName] = useState<string | null>(null)
  const said = edit.error ? problem(edit.error) : null
  const rename = (event: FormEvent) => {
    event.preventDefault()
    const wanted = name?.trim()
    if (!wanted || wanted === campaign.name) return setName(null)
    edit.mutate({ id: campaign.id, name: wanted }, { onSuccess: () => setName(null) })
  }
  return (
    <li className={classes.row}>
      {name === null ? (
        <span className={classes.words}>
          <b className="cut">{campaign.name}</b>
          <span className="dim small">{t('curation.desk.campaigns.open', { count: campaign.open })}</span>
        </span>
      ) : (
        <form className={classes.rename} onSubmit={rename}>
          <TextInput
            size="xs"
            aria-label={t('curation.desk.campaigns.name')}
            value={name}
            maxLength={200}
            autoFocus
            onChange={event => setName(event.currentTarget.value)}
          />
          <Button size="xs" type="submit" loading={edit.isPending}>
            {t('curation.desk.save')}
          </Button>
        </form>
      )}
      {campaign.closed && <StateBadge tone="neutral">{t('curation.desk.campaigns.closed')}</StateBadge>}
      {name === null && (
        <span className={classes.acts}>
          <Button
            size="xs"
            variant="subtle"
            aria-label={t('curation.desk.campaigns.renameOf', { name: campaign.name })}
            onClick={() => setName(campaign.name)}
          >
            {t('curation.desk.campaigns.rename')}
          </Button>
          <Button
            size="xs"
            variant="default"
            loading={edit.isPending}
            aria-label={t(`curation.desk.campaigns.${campaign.closed ? 'reopenOf' : 'closeOf'}`, {
              name: campaign.name,
            })}
            onClick={() => edit.mutate({ id: campaign.id, closed: !campaign.closed })}
          >
            {t(`curation.desk.campaigns.${campaign.closed ? 'reopen' : 'close'}`)}
          </Button>
        </span>
      )}
      {said && (
        <p className={classes.refused} role="alert">
          {said.detail || said.title}
        </p>
      )}
    </li>
  )
}
