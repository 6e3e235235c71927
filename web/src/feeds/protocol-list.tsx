import { Button } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { FeedList } from '#contracts/feed'
import { copyText } from './copy-address.ts'
import classes from './feeds.module.css'

const protocols = ['oai', 'sitemap', 'oembed', 'partners'] as const

export function ProtocolList({ list }: { list: FeedList }) {
  const { t } = useTranslation()
  return (
    <section className={classes.section}>
      <h2>{t('feeds.protocols')}</h2>
      <ul>
        {protocols.map(name => (
          <li key={name} className={classes.row}>
            <div className={classes.words}>
              <p className={classes.name}>{t(`feeds.protocol.${name}.name`)}</p>
              <p className="dim small">{t(`feeds.protocol.${name}.text`)}</p>
              <p className={classes.address}>{list[name]}</p>
            </div>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconCopy size={16} stroke={1.6} />}
              aria-label={t('feeds.address', { name: t(`feeds.protocol.${name}.name`) })}
              onClick={() => void copyText(list[name], t('feeds.copied'), t)}
            >
              {t('feeds.hooks.secret.copy')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
