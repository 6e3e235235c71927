import '@mantine/core/styles/Tabs.layer.css'
import { Tabs } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Channel, Delivery } from '#contracts/delivery'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { RecallProposals } from '../home/recall-proposals.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { PageState } from '../ui/page-state.tsx'
import health from './channel-health.module.css'
import { ChannelHealth, healthOf } from './channel-health.tsx'
import classes from './deliveries-page.module.css'
import { DeliveryList } from './delivery-list.tsx'
import { useChannels } from './use-channels.ts'

const RecallModal = lazy(() => import('./recall-modal.tsx').then(file => ({ default: file.RecallModal })))

export function DeliveriesPage() {
  const { t } = useTranslation()
  usePageTitle(t('channels.title'))
  const me = useMe()
  const channels = useChannels()
  const [recalling, setRecalling] = useState<Delivery['asset'] | null>(null)
  return (
    <Page wide>
      <PageHeader
        title={t('channels.title')}
        actions={
          <>
            <LinkButton to="/so-bien-nhan" variant="default">
              {t('ledger.title')}
            </LinkButton>
            <LinkButton to="/thu-hoi" variant="default">
              {t('ledger.recalls.title')}
            </LinkButton>
            {me.may.curate && (
              <LinkButton to="/cap-nhat" variant="default">
                {t('channels.update.title')}
              </LinkButton>
            )}
            {me.may.administer && (
              <LinkButton to="/quan-tri" search={{ tab: 'channels' }} variant="default">
                {t('channels.admin.all')}
              </LinkButton>
            )}
          </>
        }
      />
      <div className={classes.proposals}>
        <RecallProposals />
      </div>
      {channels.isError ? (
        <ProblemState error={channels.error} onRetry={() => void channels.refetch()} />
      ) : channels.data?.length === 0 ? (
        <NoChannel />
      ) : (
        <ChannelTabs channels={channels.data ?? []} onRecall={delivery => setRecalling(delivery.asset)} />
      )}
      <Suspense>{recalling && <RecallModal asset={recalling} onClose={() => setRecalling(null)} />}</Suspense>
    </Page>
  )
}

function NoChannel() {
  const { t } = useTranslation()
  const me = useMe()
  return (
    <PageState
      icon={<IconSend />}
      tone="accent"
      title={t('channels.channel.none.title')}
      actions={
        me.may.administer && (
          <LinkButton to="/quan-tri" search={{ tab: 'channels' }}>
            {t('channels.channel.add')}
          </LinkButton>
        )
      }
    >
      {t(me.may.administer ? 'channels.channel.none.text' : 'channels.channel.none.textOthers')}
    </PageState>
  )
}

const everything = 'tat-ca'

function ChannelTabs({ channels, onRecall }: { channels: Channel[]; onRecall: (delivery: Delivery) => void }) {
  const { t } = useTranslation()
  const search = useSearch({ from: '/shell/phat-hanh' })
  const navigate = useNavigate()
  const chosen = channels.find(channel => channel.code === search.channel)
  const value = chosen?.code ?? everything
  const open = (code: string | null) =>
    void navigate({
      to: '/phat-hanh',
      search: { ...search, channel: code === everything ? undefined : (code ?? undefined) },
      replace: true,
    })
  return (
    <Tabs value={value} onChange={open} classNames={{ list: classes.tabs, tab: classes.tab }} keepMounted={false}>
      <Tabs.List aria-label={t('channels.tabs')}>
        <Tabs.Tab value={everything}>{t('channels.allChannels')}</Tabs.Tab>
        {channels.map(channel => (
          <Tabs.Tab
            key={channel.id}
            value={channel.code}
            leftSection={<span className={health.dot} data-health={healthOf(channel)} aria-hidden="true" />}
            rightSection={channel.health.waiting > 0 && <span className="dim">{channel.health.waiting}</span>}
          >
            {channel.name}
            <span className="visually-hidden"> ({t(`channels.health.${healthOf(channel)}`)})</span>
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={value}>
        {chosen && <ChannelHealth channel={chosen} />}
        <DeliveryList channel={chosen?.code} channels={channels} onRecall={onRecall} />
      </Tabs.Panel>
    </Tabs>
  )
}
