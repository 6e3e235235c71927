import { Button, TextInput } from '@mantine/core'
import { IconFilterOff, IconSearch, IconSend } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Channel, Delivery } from '#contracts/delivery'
import { useMe } from '../app/me.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { PageState } from '../ui/page-state.tsx'
import { DeadLetters } from './dead-letters.tsx'
import classes from './deliveries-page.module.css'
import { countGroups, type DeliveryGroup, deliveryGroups } from './delivery-groups.ts'
import { DeliveryRow } from './delivery-row.tsx'
import { FilterChips } from './filter-chips.tsx'
import { ListSkeleton } from './list-skeleton.tsx'
import { useDeliveries, useDeliveryCounts } from './use-deliveries.ts'

type Props = { channel: string | undefined; channels: Channel[]; onRecall: (delivery: Delivery) => void }

export function DeliveryList({ channel, channels, onRecall }: Props) {
  const { t } = useTranslation()
  const [{ group, q }, setFilter] = useFilter()
  const counts = useDeliveryCounts({ channel, q }).data
  const query = useDeliveries({ channel, group, q })
  if (query.isError && !query.data)
    return <ProblemState error={query.error} onRetry={() => void query.refetch()} small />
  const deliveries = query.data?.pages.flatMap(page => page.deliveries)
  const grouped = counts && countGroups(counts)
  const total = grouped && Object.values(grouped).reduce((sum, count) => sum + count, 0)
  if (total === 0 && !q && group === 'any') return <NothingYet />
  return (
    <>
      <div className={classes.bar}>
        <Search key={q} value={q} onChange={next => setFilter({ group, q: next })} />
        <FilterChips
          label={t('channels.states')}
          value={group}
          onChange={next => setFilter({ group: next, q })}
          chips={[
            { value: 'any', label: t('channels.anyState'), count: total },
            ...deliveryGroups.map(value => ({
              value,
              label: t(`channels.group.${value}`),
              count: grouped?.[value],
            })),
          ]}
        />
      </div>
      <DeadLetters key={channel ?? ''} channel={channel} />
      {!deliveries ? (
        <ListSkeleton />
      ) : deliveries.length === 0 ? (
        <PageState
          small
          icon={<IconFilterOff />}
          title={t('channels.empty.filtered')}
          actions={
            <Button variant="default" onClick={() => setFilter({ group: 'any', q: '' })}>
              {t('channels.empty.clear')}
            </Button>
          }
        >
          {t('channels.empty.filteredText')}
        </PageState>
      ) : (
        <Rows deliveries={deliveries} channels={channels} onRecall={onRecall} />
      )}
      {query.hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('channels.more')}
          </Button>
        </div>
      )}
    </>
  )
}

/** Asks by Enter, or when the person goes on to something else. */
function Search({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState(value)
  return (
    <search className={classes.find}>
      <form
        onSubmit={event => {
          event.preventDefault()
          onChange(text.trim())
        }}
      >
        <TextInput
          type="search"
          aria-label={t('channels.find')}
          placeholder={t('channels.find')}
          leftSection={<IconSearch size={16} stroke={1.6} />}
          value={text}
          maxLength={200}
          autoFocus={value !== ''}
          onChange={event => setText(event.currentTarget.value)}
          onBlur={() => text.trim() !== value && onChange(text.trim())}
        />
      </form>
    </search>
  )
}

function Rows({ deliveries, channels, onRecall }: Omit<Props, 'channel'> & { deliveries: Delivery[] }) {
  const { t } = useTranslation()
  const paused = new Set(channels.filter(one => one.state === 'paused').map(one => one.id))
  return (
    <>
      <div className={classes.columns} aria-hidden="true">
        <span>{t('channels.column.asset')}</span>
        <span>{t('channels.column.channel')}</span>
        <span>{t('channels.column.state')}</span>
        <span>{t('channels.column.updated')}</span>
        <span>{t('channels.column.attempts')}</span>
      </div>
      <ul aria-label={t('channels.list')}>
        {deliveries.map(delivery => (
          <DeliveryRow
            key={delivery.id}
            delivery={delivery}
            paused={paused.has(delivery.channel.id)}
            onRecall={onRecall}
          />
        ))}
      </ul>
    </>
  )
}

type Filter = { group: DeliveryGroup | 'any'; q: string }
/** What is looked for stands in the address, so that a link opens it and going back finds it. */
function useFilter(): [Filter, (filter: Filter) => void] {
  const search = useSearch({ from: '/shell/phat-hanh' })
  const navigate = useNavigate()
  const group = deliveryGroups.find(name => name === search.state) ?? 'any'
  const set = ({ group, q }: Filter) =>
    void navigate({
      to: '/phat-hanh',
      search: { ...search, state: group === 'any' ? undefined : group, q: q || undefined },
      replace: true,
    })
  return [{ group, q: search.q ?? '' }, set]
}

function NothingYet() {
  const { t } = useTranslation()
  const me = useMe()
  return (
    <PageState
      tone="accent"
      icon={<IconSend />}
      title={t('channels.empty.title')}
      actions={
        me.may.curate ? (
          <LinkButton to="/tuyen-chon">{t('channels.empty.act')}</LinkButton>
        ) : (
          <LinkButton to="/kho">{t('channels.empty.actUnit')}</LinkButton>
        )
      }
    >
      {t('channels.empty.text')}
    </PageState>
  )
}
