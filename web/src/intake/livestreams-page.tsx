import { Button } from '@mantine/core'
import { IconBroadcast, IconPlus } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Livestream } from '#contracts/intake-livestream'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { FilterChips } from '../channels/filter-chips.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { PageState } from '../ui/page-state.tsx'
import classes from './intake.module.css'
import { StreamCard } from './stream-card.tsx'
import { useDeleteLivestream, useLivestreams } from './use-intake.ts'

const StreamForm = lazy(() => import('./stream-form.tsx').then(file => ({ default: file.StreamForm })))
const RemoveDialog = lazy(() => import('./remove-dialog.tsx').then(file => ({ default: file.RemoveDialog })))

/** Live streams that the units share. */
export function LivestreamsPage() {
  const { t } = useTranslation()
  usePageTitle(t('intake.live.title'))
  const me = useMe()
  const [when, setWhen] = useState<'coming' | 'over'>('coming')
  const [editing, setEditing] = useState<Livestream | 'new' | null>(null)
  const [removing, setRemoving] = useState<Livestream | null>(null)
  const query = useLivestreams(when)
  const remove = useDeleteLivestream()
  return (
    <Page>
      <PageHeader title={t('intake.live.title')}>{t('intake.live.text')}</PageHeader>
      <div className={classes.bar}>
        <FilterChips
          label={t('intake.live.when')}
          value={when}
          onChange={setWhen}
          chips={(['coming', 'over'] as const).map(value => ({ value, label: t(`intake.live.${value}`) }))}
        />
        {me.may.upload && (
          <Button leftSection={<IconPlus size={18} stroke={1.6} />} onClick={() => setEditing('new')}>
            {t('intake.live.add')}
          </Button>
        )}
      </div>
      {query.isPending ? (
        <ListSkeleton />
      ) : query.isError ? (
        <ProblemState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data.length === 0 ? (
        <PageState tone="accent" icon={<IconBroadcast />} title={t('intake.live.empty.title')}>
          {t('intake.live.empty.text')}
        </PageState>
      ) : (
        <ul className={classes.cards} aria-label={t('intake.live.list')}>
          {query.data.map(stream => (
            <StreamCard
              key={stream.id}
              stream={stream}
              onEdit={() => setEditing(stream)}
              onRemove={() => setRemoving(stream)}
            />
          ))}
        </ul>
      )}
      <Suspense>
        {editing && <StreamForm stream={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
        {removing && (
          <RemoveDialog
            title={t('intake.live.remove')}
            text={t('intake.live.removeAsk', { name: removing.title })}
            busy={remove.isPending}
            error={remove.error}
            onClose={() => setRemoving(null)}
            onRemove={() => remove.mutate(removing.id, { onSuccess: () => setRemoving(null) })}
          />
        )}
      </Suspense>
    </Page>
  )
}
