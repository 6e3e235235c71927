import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconBroadcast, IconDownload, IconPlus, IconTableImport } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Broadcast } from '#contracts/intake-broadcast'
import { queryString } from '../app/api.ts'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { useFormat } from '../ui/format.ts'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { PageState } from '../ui/page-state.tsx'
import classes from './intake.module.css'
import { type LogFilter, useBroadcasts, useDeleteBroadcast } from './use-intake.ts'

const BroadcastForm = lazy(() => import('./broadcast-form.tsx').then(file => ({ default: file.BroadcastForm })))
const ImportForm = lazy(() => import('./import-form.tsx').then(file => ({ default: file.ImportForm })))
const RemoveDialog = lazy(() => import('./remove-dialog.tsx').then(file => ({ default: file.RemoveDialog })))
type Open = { form: 'import' | 'new' } | { form: 'edit' | 'remove'; airing: Broadcast } | null

/** What the station aired. */
export function BroadcastsPage() {
  const { t } = useTranslation()
  const f = useFormat()
  usePageTitle(t('intake.log.title'))
  const me = useMe()
  const [filter, setFilter] = useState<LogFilter>({ month: '', programme: '', channel: '' })
  const [open, setOpen] = useState<Open>(null)
  const query = useBroadcasts(filter)
  const remove = useDeleteBroadcast()
  const first = query.data?.pages[0]
  const airings = query.data?.pages.flatMap(page => page.broadcasts) ?? []
  const set = (patch: Partial<LogFilter>) => setFilter(old => ({ ...old, ...patch }))
  const close = () => setOpen(null)
  return (
    <Page>
      <PageHeader title={t('intake.log.title')}>{t('intake.log.text')}</PageHeader>
      <div className={classes.bar}>
        <TextInput
          label={t('intake.log.month')}
          type="month"
          value={filter.month}
          onChange={event => set({ month: event.currentTarget.value })}
        />
        <TextInput
          label={t('intake.log.programme')}
          value={filter.programme}
          onChange={event => set({ programme: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('intake.log.channel')}
          value={filter.channel}
          data={[{ value: '', label: t('intake.log.allChannels') }, ...(first?.channels ?? [])]}
          onChange={event => set({ channel: event.currentTarget.value })}
        />
        {me.may.upload && (
          <>
            <Button leftSection={<IconPlus size={18} stroke={1.6} />} onClick={() => setOpen({ form: 'new' })}>
              {t('intake.log.add')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconTableImport size={18} stroke={1.6} />}
              onClick={() => setOpen({ form: 'import' })}
            >
              {t('intake.log.import')}
            </Button>
          </>
        )}
        <Button
          component="a"
          href={`/api/v1/broadcasts.csv${queryString(filter)}`}
          variant="default"
          leftSection={<IconDownload size={18} stroke={1.6} />}
        >
          {t('intake.log.csv')}
        </Button>
      </div>
      {first && (
        <p>
          {t('intake.log.totals', {
            count: first.totals.count,
            hours: f.number(Math.round(first.totals.seconds / 360) / 10),
          })}
        </p>
      )}
      {query.isPending ? (
        <ListSkeleton />
      ) : query.isError ? (
        <ProblemState error={query.error} onRetry={() => void query.refetch()} />
      ) : airings.length === 0 ? (
        <PageState tone="accent" icon={<IconBroadcast />} title={t('intake.log.empty.title')}>
          {t('intake.log.empty.text')}
        </PageState>
      ) : (
        <ul className={classes.list} aria-label={t('intake.log.list')}>
          {airings.map(airing => (
            <AiringRow key={airing.id} airing={airing} onOpen={setOpen} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button variant="default" mt={16} loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('intake.inbox.more')}
        </Button>
      )}
      <Suspense>
        {open?.form === 'import' && <ImportForm onClose={close} />}
        {open?.form === 'new' && <BroadcastForm airing={null} onClose={close} />}
        {open?.form === 'edit' && <BroadcastForm airing={open.airing} onClose={close} />}
        {open?.form === 'remove' && (
          <RemoveDialog
            title={t('intake.log.remove')}
            text={t('intake.log.removeAsk', { name: open.airing.programme, time: f.dateTime(open.airing.airedAt) })}
            busy={remove.isPending}
            error={remove.error}
            onClose={close}
            onRemove={() => remove.mutate(open.airing.id, { onSuccess: close })}
          />
        )}
      </Suspense>
    </Page>
  )
}

function AiringRow({ airing, onOpen }: { airing: Broadcast; onOpen: (open: Open) => void }) {
  const { t } = useTranslation()
  const f = useFormat()
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <span className={classes.title}>{airing.programme}</span>
        <span className={`${classes.line} dim small`}>
          <time dateTime={airing.airedAt}>{f.dateTime(airing.airedAt)}</time>
          <span>{airing.channel}</span>
          <span>{f.duration(airing.seconds * 1000)}</span>
          <span>{airing.unit.shortName}</span>
        </span>
        {airing.note && <span className="dim small">{airing.note}</span>}
      </div>
      {airing.may.edit && (
        <div className={classes.buttons}>
          <Button size="xs" variant="default" onClick={() => onOpen({ form: 'edit', airing })}>
            {t('intake.log.edit')}
          </Button>
          <Button size="xs" variant="default" onClick={() => onOpen({ form: 'remove', airing })}>
            {t('intake.log.remove')}
          </Button>
        </div>
      )}
    </li>
  )
}
