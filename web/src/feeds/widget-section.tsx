import { Button, NativeSelect, SegmentedControl } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FeedList } from '#contracts/feed'
import { copyText } from './copy-address.ts'
import classes from './feeds.module.css'
import { useFeedName } from './use-feed-name.ts'
import { type WidgetWish, widgetCode } from './widget-code.ts'
import { WidgetPreview } from './widget-preview.tsx'

export function WidgetSection({ list }: { list: FeedList }) {
  const { t } = useTranslation()
  const nameOf = useFeedName()
  const [wish, setWish] = useState<WidgetWish>({ feed: 'hub', count: 6, language: 'vi' })
  const set = (patch: Partial<WidgetWish>) => setWish(old => ({ ...old, ...patch }))
  const code = widgetCode(list.widget, wish)
  return (
    <section className={classes.section}>
      <h2>{t('feeds.widget.title')}</h2>
      <p className="dim">{t('feeds.widget.text')}</p>
      <div className={classes.widget}>
        <div className={classes.fields}>
          <NativeSelect
            label={t('feeds.widget.feed')}
            value={wish.feed}
            data={list.feeds.map(feed => ({ value: feed.name, label: nameOf(feed) }))}
            onChange={event => set({ feed: event.currentTarget.value })}
          />
          <SegmentedControl
            aria-label={t('feeds.widget.count')}
            data={['3', '6', '12']}
            value={String(wish.count)}
            onChange={count => set({ count: Number(count) })}
          />
          <SegmentedControl
            aria-label={t('feeds.widget.language')}
            data={[
              { value: 'vi', label: 'Tiếng Việt' },
              { value: 'en', label: 'English' },
            ]}
            value={wish.language}
            onChange={language => set({ language: language === 'en' ? 'en' : 'vi' })}
          />
          <p className="small">{t('feeds.widget.code')}</p>
          <pre className={classes.code}>{code}</pre>
          <Button
            leftSection={<IconCopy size={18} stroke={1.6} />}
            onClick={() => void copyText(code, t('feeds.widget.copied'), t)}
          >
            {t('feeds.widget.copy')}
          </Button>
          <p className="dim small">{t('feeds.widget.csp', { origin: new URL(list.widget).origin })}</p>
        </div>
        <div>
          <p className="small dim">{t('feeds.widget.preview')}</p>
          <WidgetPreview wish={wish} />
        </div>
      </div>
    </section>
  )
}
