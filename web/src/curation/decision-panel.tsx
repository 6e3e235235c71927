import { Button, Textarea } from '@mantine/core'
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import health from '../channels/channel-health.module.css'
import { healthOf } from '../channels/channel-health.tsx'
import { useChannels } from '../channels/use-channels.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { countMissing } from './clearance-lines.ts'
import { ClearanceList } from './clearance-list.tsx'
import classes from './decision-panel.module.css'
import type { DecisionState } from './use-decision.ts'

type Props = { nomination: Nomination; decision: DecisionState; onReturn: () => void }

/** What may be done: the conditions, where it goes, and the two decisions. */
export function DecisionPanel({ nomination, decision, onReturn }: Props) {
  const { t } = useTranslation()
  const clearance = decision.clearanceOf(nomination)
  const missing = countMissing(clearance)
  const all = clearance.checks.length
  return (
    <aside className={classes.panel} aria-label={t('curation.clearance')}>
      <div className={classes.scroll}>
        <div className={classes.head}>
          <h2>{t('curation.clearance')}</h2>
          <StateBadge tone={missing === 0 ? 'ok' : 'warning'}>
            {t('curation.clearanceCount', { ok: all - missing, all })}
          </StateBadge>
        </div>
        <ClearanceList nomination={nomination} clearance={clearance} />
        <h2 className={classes.section}>{t('curation.channel')}</h2>
        <ChannelLine nomination={nomination} />
        <Textarea
          mt={16}
          label={t('curation.note')}
          placeholder={t('curation.noteHint')}
          value={decision.note}
          maxLength={2000}
          autosize
          minRows={2}
          maxRows={6}
          onChange={event => decision.setNote(event.currentTarget.value)}
        />
      </div>
      <div className={classes.footer}>
        <div className={classes.acts}>
          <Button
            className={classes.approve}
            leftSection={<IconCheck size={18} stroke={1.8} />}
            rightSection={<kbd className={classes.key}>A</kbd>}
            disabled={missing > 0}
            loading={decision.pending}
            aria-describedby="vi-sao-chua-duyet"
            onClick={() => decision.approve(nomination)}
          >
            {t('curation.approve')}
          </Button>
          <Button
            variant="outline"
            color="red"
            leftSection={<IconArrowBackUp size={18} stroke={1.6} />}
            rightSection={<kbd className={classes.key}>R</kbd>}
            disabled={decision.pending}
            onClick={onReturn}
          >
            {t('curation.returnIt')}
          </Button>
        </div>
        <p id="vi-sao-chua-duyet" className="dim small">
          {missing > 0
            ? t('curation.notYet', { count: missing })
            : t('curation.approving', { channel: nomination.channel.name })}
        </p>
      </div>
    </aside>
  )
}

function ChannelLine({ nomination }: { nomination: Nomination }) {
  const { t } = useTranslation()
  const channel = useChannels().data?.find(one => one.id === nomination.channel.id)
  const state = channel ? healthOf(channel) : null
  const words = { ok: 'channelWorks', broken: 'channelBroken', paused: 'channelPaused' } as const
  return (
    <p className={classes.channel}>
      <span className={health.dot} data-health={state ?? 'ok'} aria-hidden="true" />
      <span>{nomination.channel.name}</span>
      {state && <span className="dim small">{t(`curation.${words[state]}`)}</span>}
    </p>
  )
}
