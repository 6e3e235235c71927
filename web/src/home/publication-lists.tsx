import { useTranslation } from 'react-i18next'
import { useMe } from '../app/me.ts'
import { usePendingUpdates } from '../channels/use-updates.ts'
import { useDiffering, useRecalls } from '../ledger/use-ledger.ts'
import { useFormat } from '../ui/format.ts'
import { SectionHead } from './section-head.tsx'
import { TodoRow } from './todo-row.tsx'

const shownAtMost = 5

/** For curators: recalls on their way, public pages that changed or were lost, edits that wait for approval. */
export function PublicationLists() {
  const me = useMe()
  if (!me.may.curate) return null
  return (
    <>
      <OpenRecalls />
      <DifferingPages />
      <WaitingUpdates />
    </>
  )
}

function OpenRecalls() {
  const { t } = useTranslation()
  const f = useFormat()
  const recalls = (useRecalls(true).data ?? []).filter(
    ({ liftedAt, progress }) =>
      liftedAt === null && (progress.channelsDone < progress.channels || progress.peopleDone < progress.people),
  )
  if (recalls.length === 0) return null
  return (
    <section>
      <SectionHead
        title={t('home.recalls.title')}
        count={f.number(recalls.length)}
        to="/thu-hoi"
        more={t('home.desk.all')}
      />
      <ul>
        {recalls.slice(0, shownAtMost).map(({ id, asset, progress }) => (
          <TodoRow
            key={id}
            asset={{ ...asset, thumbhash: null }}
            line={t('home.recalls.line', progress)}
            act={t('home.recalls.act')}
            goTo={{ to: '/thu-hoi/$id', params: { id } }}
          />
        ))}
      </ul>
    </section>
  )
}

function DifferingPages() {
  const { t } = useTranslation()
  const f = useFormat()
  const pages = useDiffering(true).data ?? []
  if (pages.length === 0) return null
  return (
    <section>
      <SectionHead title={t('home.differing.title')} count={f.number(pages.length)} />
      <ul>
        {pages.slice(0, shownAtMost).map(({ deliveryId, asset, channel, state, since }) => (
          <TodoRow
            key={deliveryId}
            asset={{ ...asset, thumbhash: null }}
            line={t(`home.differing.${state}`, { channel: channel.name, time: f.dateTime(since) })}
            act={t('home.differing.act')}
          />
        ))}
      </ul>
    </section>
  )
}

function WaitingUpdates() {
  const { t } = useTranslation()
  const f = useFormat()
  const updates = usePendingUpdates().data ?? []
  if (updates.length === 0) return null
  return (
    <section>
      <SectionHead
        title={t('home.updates.title')}
        count={f.number(updates.length)}
        to="/cap-nhat"
        more={t('home.desk.all')}
      />
      <ul>
        {updates.slice(0, shownAtMost).map(({ asset, channels }) => (
          <TodoRow
            key={asset.id}
            asset={{ ...asset, thumbhash: null }}
            line={t('home.updates.line', { channels: channels.map(channel => channel.name).join(', ') })}
            act={t('home.updates.act')}
            goTo={{ to: '/cap-nhat', search: { asset: asset.id } }}
          />
        ))}
      </ul>
    </section>
  )
}
