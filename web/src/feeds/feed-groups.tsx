import { Button } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Feed, FeedFormat } from '#contracts/feed'
import { copyText } from './copy-address.ts'
import classes from './feeds.module.css'
import { useFeedName } from './use-feed-name.ts'

const groups = ['hub', 'board', 'search', 'channel', 'topic', 'unit', 'kind'] as const
const formats: readonly FeedFormat[] = ['rss', 'atom', 'json', 'ninjs']

export function FeedGroups({ feeds }: { feeds: readonly Feed[] }) {
  const { t } = useTranslation()
  const filled = groups
    .map(group => ({ group, feeds: feeds.filter(feed => feed.group === group) }))
    .filter(each => each.feeds.length > 0)
  return (
    <section aria-label={t('feeds.list')}>
      {filled.map(({ group, feeds: own }) => (
        <div key={group} className={classes.group}>
          <h2>{t(`feeds.group.${group}`)}</h2>
          <ul>
            {own.map(feed => (
              <FeedRow key={feed.name} feed={feed} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

function FeedRow({ feed }: { feed: Feed }) {
  const { t } = useTranslation()
  const name = useFeedName()(feed)
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <p className={classes.name}>{name}</p>
        <p className="dim small">{t('feeds.items', { count: feed.items })}</p>
      </div>
      <div className={classes.buttons}>
        {formats.map(format => (
          <Button
            key={format}
            size="xs"
            variant="default"
            leftSection={<IconCopy size={16} stroke={1.6} />}
            aria-label={t('feeds.copy', { format: t(`feeds.format.${format}`), feed: name })}
            title={feed.addresses[format]}
            onClick={() => void copyText(feed.addresses[format], t('feeds.copied'), t)}
          >
            {t(`feeds.format.${format}`)}
          </Button>
        ))}
      </div>
    </li>
  )
}
