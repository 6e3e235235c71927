import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Channel } from '#contracts/delivery'
import classes from './nominate-modal.module.css'

type Props = { channels: readonly Channel[]; value: readonly string[]; onChange: (codes: readonly string[]) => void }

/** For which channels: each is decided apart. */
export function NominateChannels({ channels, value, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <Checkbox.Group
      label={t('assets.nomination.channel')}
      description={channels.length > 1 ? t('assets.nomination.channelHint') : undefined}
      value={[...value]}
      onChange={onChange}
    >
      <div className={classes.channels}>
        {channels.map(channel => (
          <Checkbox
            key={channel.id}
            value={channel.code}
            label={channel.state === 'paused' ? `${channel.name} (${t('assets.nomination.paused')})` : channel.name}
          />
        ))}
      </div>
    </Checkbox.Group>
  )
}
