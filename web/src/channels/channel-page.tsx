import { Button } from '@mantine/core'
import { IconBroadcast, IconPencil } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChannelKindForm } from '#contracts/channel-admin'
import type { Channel } from '#contracts/delivery'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { NoPermission, ProblemState } from '../app/problem-state.tsx'
import { Dialog } from '../articles/dialog.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { PageState } from '../ui/page-state.tsx'
import { showToast } from '../ui/toast.ts'
import { ChannelHealth } from './channel-health.tsx'
import classes from './channel-page.module.css'
import { ChannelSetup } from './channel-setup.tsx'
import { DeskRules } from './desk-rules.tsx'
import { ListSkeleton } from './list-skeleton.tsx'
import { ReconcileSection } from './reconcile-section.tsx'
import { useKinds } from './use-channel-admin.ts'
import { useChannels } from './use-channels.ts'

const ChannelForm = lazy(() => import('./channel-form.tsx').then(file => ({ default: file.ChannelForm })))

/** One channel: how it does, how it is set up, and whether the receiver holds what the hub believes. */
export function ChannelPage() {
  const { code } = useParams({ from: '/shell/kenh/$code' })
  const me = useMe()
  const channels = useChannels()
  const kinds = useKinds()
  if (!me.may.curate) return <NoPermission who="curators" />
  const failed = channels.error ?? kinds.error
  if (failed && !(channels.data && kinds.data))
    return (
      <ProblemState error={failed} onRetry={() => void Promise.all([channels.refetch(), kinds.refetch()])} order={1} />
    )
  if (!channels.data || !kinds.data)
    return (
      <Page>
        <ListSkeleton />
      </Page>
    )
  const channel = channels.data.find(each => each.code === code)
  return channel ? <One channel={channel} kinds={kinds.data} /> : <Unknown />
}

function Unknown() {
  const { t } = useTranslation()
  return (
    <PageState
      order={1}
      icon={<IconBroadcast />}
      title={t('channels.admin.unknown')}
      actions={<LinkButton to="/phat-hanh">{t('channels.title')}</LinkButton>}
    >
      {t('channels.admin.unknownText')}
    </PageState>
  )
}

function One({ channel, kinds }: { channel: Channel; kinds: readonly ChannelKindForm[] }) {
  const { t } = useTranslation()
  const me = useMe()
  usePageTitle(channel.name)
  const [editing, setEditing] = useState(false)
  const form = kinds.find(each => each.kind === channel.kind)
  return (
    <Page>
      <PageHeader
        title={channel.name}
        actions={
          <>
            <LinkButton to="/phat-hanh" search={{ channel: channel.code }} variant="default">
              {t('channels.admin.toDeliveries')}
            </LinkButton>
            {me.may.administer && form && (
              <Button leftSection={<IconPencil size={18} stroke={1.6} />} onClick={() => setEditing(true)}>
                {t('channels.admin.edit')}
              </Button>
            )}
          </>
        }
      >
        {[form?.name ?? channel.kind, channel.unit.name].join(' · ')}
      </PageHeader>
      <ChannelHealth channel={channel} full />
      <div className={classes.columns}>
        {form && <ChannelSetup channel={channel} form={form} />}
        <div className={classes.stack}>
          <DeskRules channelId={channel.id} />
          {form?.reconciles && <ReconcileSection channel={channel} />}
        </div>
      </div>
      <Suspense>
        {editing && (
          <Dialog
            onClose={() => setEditing(false)}
            size={640}
            title={t('channels.admin.editTitle', { name: channel.name })}
          >
            <ChannelForm
              kinds={kinds}
              channel={channel}
              onCancel={() => setEditing(false)}
              onSaved={({ name }) => {
                setEditing(false)
                void showToast({ message: t('channels.admin.saved', { name }) })
              }}
            />
          </Dialog>
        )}
      </Suspense>
    </Page>
  )
}
