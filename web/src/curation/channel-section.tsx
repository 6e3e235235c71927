import { Button } from '@mantine/core'
import { IconClock, IconPencil, IconStack2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import health from '../channels/channel-health.module.css'
import { healthOf } from '../channels/channel-health.tsx'
import { useChannels } from '../channels/use-channels.ts'
import { useFormat } from '../ui/format.ts'
import classes from './decision-panel.module.css'
import { lowerFirst } from './lower-first.ts'
import type { DeskActing } from './use-desk-acting.ts'
import { useDeskSettings } from './use-desk-acts.ts'

type Props = { nomination: Nomination; acting: DeskActing }

/** Where it goes, how that place does, what it asks for, in which words and when. */
export function ChannelSection({ nomination, acting }: Props) {
  const { t } = useTranslation()
  const f = useFormat()
  const open = nomination.state === 'open'
  const { schedule } = nomination
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <h2>{t('curation.channel')}</h2>
        {open && (
          <Button
            size="compact-sm"
            variant="subtle"
            rightSection={<kbd className={classes.key}>C</kbd>}
            onClick={() => acting.act('channels')}
          >
            {t('curation.desk.chooseChannels')}
          </Button>
        )}
      </div>
      <ChannelLine nomination={nomination} />
      {nomination.siblings.length > 0 && (
        <ul className={classes.siblings} aria-label={t('curation.desk.siblings')}>
          {nomination.siblings.map(one => (
            <li key={one.id}>
              <span className="cut">{one.channel.name}</span>
              <span className="dim small">{t(`curation.own.state.${one.state}`)}</span>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.pair}>
        {nomination.may.edit && (
          <Button
            variant="default"
            leftSection={<IconPencil size={16} stroke={1.6} />}
            rightSection={<kbd className={classes.key}>E</kbd>}
            onClick={() => acting.act('edit')}
          >
            {t(nomination.edited ? 'curation.desk.editAgain' : 'curation.desk.edit')}
          </Button>
        )}
        {nomination.may.edit && (
          <Button
            variant="default"
            leftSection={<IconStack2 size={16} stroke={1.6} />}
            onClick={() => acting.setDialog({ is: 'package', of: [nomination] })}
          >
            {t('curation.desk.package.arrange')}
          </Button>
        )}
        {nomination.may.manage && (
          <Button
            variant="default"
            leftSection={<IconClock size={16} stroke={1.6} />}
            rightSection={<kbd className={classes.key}>S</kbd>}
            onClick={() => acting.act('schedule')}
          >
            {schedule && schedule.state !== 'sent' ? f.dateTime(schedule.at) : t('curation.desk.atOnceShort')}
          </Button>
        )}
      </div>
      {schedule && schedule.state !== 'sent' && schedule.effectiveAt !== schedule.at && (
        <p className="dim small">{t('curation.desk.window', { time: f.dateTime(schedule.effectiveAt) })}</p>
      )}
      {schedule?.state === 'held' && schedule.reason && (
        <p className={`${classes.held} small`}>{t(`curation.desk.held.${schedule.reason}`)}</p>
      )}
    </section>
  )
}

function ChannelLine({ nomination }: { nomination: Nomination }) {
  const { t } = useTranslation()
  const channel = useChannels().data?.find(one => one.id === nomination.channel.id)
  const asks = useDeskSettings().data?.channels.find(one => one.channel.id === nomination.channel.id)
  const state = channel ? healthOf(channel) : null
  const words = {
    ok: 'channelWorks',
    broken: 'channelBroken',
    quota: 'channelQuota',
    paused: 'channelPaused',
  } as const
  return (
    <>
      <p className={classes.channel}>
        <span className={health.dot} data-health={state ?? 'ok'} aria-hidden="true" />
        <b>{nomination.channel.name}</b>
        {state && <span className="dim small">{t(`curation.${words[state]}`)}</span>}
      </p>
      {asks && (asks.requires.length > 0 || asks.languages.length > 1) && (
        <p className="dim small">
          {t('curation.desk.asks', {
            what: [
              ...(asks.languages.length > 1 ? [t('curation.desk.twoLanguages')] : []),
              ...asks.requires.map(key => lowerFirst(t(`curation.desk.checkName.${key}`))),
            ].join(', '),
          })}
        </p>
      )}
    </>
  )
}
