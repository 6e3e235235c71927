import { Button } from '@mantine/core'
import { IconFilterOff, IconSend } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Channel, Delivery } from '#contracts/delivery'
import { useMe } from '../app/me.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { PageState } from '../ui/page-state.tsx'
import classes from './deliveries-page.module.css'
import { countGroups, type DeliveryGroup, deliveryGroups, groupOf } from './delivery-groups.ts'
import { DeliveryRow } from './delivery-row.tsx'
import { FilterChips } from './filter-chips.tsx'
import { ListSkeleton } from './list-skeleton.tsx'
import { useDeliveries } from './use-deliveries.ts'

type Props = { channel: string | undefined; channels: Channel[]; onRecall: (delivery: Delivery) => void }

export function DeliveryList({ channel, channels, onRecall }: Props) {
  const { t } = useTranslation()
  const [group, setGroup] = useGroup()
  const query = useDeliveries(channel)
  if (query.isPending) return <ListSkeleton />
  if (query.isError && !query.data)
    return <ProblemState error={query.error} onRetry={() => void query.refetch()} small />
  const all = query.data.pages.flatMap(page => page.deliveries)
  if (all.length === 0) return <NothingYet />
  const counts = countGroups(all)
  const shown = group === 'any' ? all : all.filter(delivery => groupOf(delivery.state) === group)
  const paused = new Set(channels.filter(one => one.state === 'paused').map(one => one.id))
  return (
    <>
      <div className={classes.bar}>
        <FilterChips
          label={t('channels.states')}
          value={group}
          onChange={setGroup}
          chips={[
            { value: 'any', label: t('channels.anyState') },
            ...deliveryGroups.map(value => ({ value, label: t(`channels.group.${value}`), count: counts[value] })),
          ]}
        />
      </div>
      {shown.length === 0 ? (
        <PageState
          small
          icon={<IconFilterOff />}
          title={t('channels.empty.filtered')}
          actions={
            <Button variant="default" onClick={() => setGroup('any')}>
              {t('channels.empty.clear')}
            </Button>
          }
        >
          {t('channels.empty.filteredText')}
        </PageState>
      ) : (
        <>
          <div className={classes.columns} aria-hidden="true">
            <span>{t('channels.column.asset')}</span>
            <span>{t('channels.column.channel')}</span>
            <span>{t('channels.column.state')}</span>
            <span>{t('channels.column.updated')}</span>
            <span>{t('channels.column.attempts')}</span>
          </div>
          <ul aria-label={t('channels.list')}>
            {shown.map(delivery => (
              <DeliveryRow
                key={delivery.id}
                delivery={delivery}
                paused={paused.has(delivery.channel.id)}
                onRecall={onRecall}
              />
            ))}
          </ul>
        </>
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

/** The chosen group stands in the address, so that a link from the home page opens it. */
function useGroup(): [DeliveryGroup | 'any', (group: DeliveryGroup | 'any') => void] {
  const search = useSearch({ from: '/shell/phat-hanh' })
  const navigate = useNavigate()
  const group = deliveryGroups.find(name => name === search.state) ?? 'any'
  return [
    group,
    next =>
      void navigate({
        to: '/phat-hanh',
        search: { ...search, state: next === 'any' ? undefined : next },
        replace: true,
      }),
  ]
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
