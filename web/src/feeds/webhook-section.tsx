import { Button } from '@mantine/core'
import { IconPlus, IconWebhook } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Webhook } from '#contracts/feed'
import { ProblemState } from '../app/problem-state.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { PageState } from '../ui/page-state.tsx'
import classes from './feeds.module.css'
import { useWebhooks } from './use-feeds.ts'
import { WebhookRow } from './webhook-row.tsx'

const WebhookForm = lazy(() => import('./webhook-form.tsx').then(file => ({ default: file.WebhookForm })))
const RemoveWebhook = lazy(() => import('./remove-webhook.tsx').then(file => ({ default: file.RemoveWebhook })))

export function WebhookSection() {
  const { t } = useTranslation()
  const query = useWebhooks()
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<Webhook | null>(null)
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <div>
          <h2>{t('feeds.hooks.title')}</h2>
          <p className="dim">{t('feeds.hooks.text')}</p>
        </div>
        <Button leftSection={<IconPlus size={18} stroke={1.6} />} onClick={() => setAdding(true)}>
          {t('feeds.hooks.add')}
        </Button>
      </div>
      {query.isPending ? (
        <ListSkeleton />
      ) : query.isError ? (
        <ProblemState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data.length === 0 ? (
        <PageState small order={3} tone="accent" icon={<IconWebhook />} title={t('feeds.hooks.empty.title')}>
          {t('feeds.hooks.empty.text')}
        </PageState>
      ) : (
        <ul aria-label={t('feeds.hooks.list')}>
          {query.data.map(webhook => (
            <WebhookRow key={webhook.id} webhook={webhook} onRemove={() => setRemoving(webhook)} />
          ))}
        </ul>
      )}
      <Suspense>
        {adding && <WebhookForm onClose={() => setAdding(false)} />}
        {removing && <RemoveWebhook webhook={removing} onClose={() => setRemoving(null)} />}
      </Suspense>
    </section>
  )
}
