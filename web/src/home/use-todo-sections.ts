import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { loadMoreWords } from '../app/i18n.ts'
import { useMe } from '../app/me.ts'
import { useReason } from '../channels/use-reason.ts'
import { useFormat } from '../ui/format.ts'
import { useOpenNominations, useReturnedNominations, useTroubledDeliveries, useUnready } from './use-home.ts'

type Shown = { id: string; kind: string; title: string; thumbUrl: string | null; thumbhash?: string | null }
type Item = {
  key: string
  asset: { id: string; kind: string; title: string; thumbUrl: string | null; thumbhash: string | null }
  line: string
}
export type TodoSection = {
  key: 'failed' | 'returned' | 'trouble' | 'waiting' | 'processing'
  act?: string
  items: Item[]
}

/** What waits for me as lists of rows, the most pressing first; empty ones are left out. */
export function useTodoSections(): TodoSection[] {
  const { t, i18n } = useTranslation()
  const reason = useReason()
  const f = useFormat()
  const me = useMe()
  const returned = useReturnedNominations().data?.nominations ?? []
  const open = useOpenNominations().data?.nominations ?? []
  const troubled = useTroubledDeliveries()
  const { processing, failed } = useUnready()
  // The reasons are words of the delivery page, which the home page asks for only where there is one to say.
  const anyTrouble = troubled.length > 0
  useEffect(() => {
    if (anyTrouble) void loadMoreWords()
  }, [anyTrouble])

  const item = (key: string, { id, kind, title, thumbUrl, thumbhash = null }: Shown, line: string): Item => ({
    key,
    asset: { id, kind, title: title || t('search.untitled'), thumbUrl, thumbhash },
    line,
  })
  const sections: TodoSection[] = [
    {
      key: 'failed',
      act: t('home.failed.look'),
      items: failed.map(hit => item(hit.id, hit, t('home.failed.unreadable'))),
    },
    {
      key: 'returned',
      act: t('home.returned.mend'),
      items: returned.map(({ id, asset, channel, decisionNote }) =>
        item(id, asset, [t('home.returned.from', { channel: channel.name }), decisionNote].filter(Boolean).join(': ')),
      ),
    },
    {
      key: 'trouble',
      act: t('home.trouble.look'),
      items: troubled.map(({ id, asset, channel, state, problem, problemText }) => {
        // The hub's own sentences are Vietnamese: in English the problem's name, else what became of the delivery.
        const said = i18n.language === 'vi' && problemText ? problemText : t(`app.deliveryState.${state}`)
        return item(id, asset, `${channel.name}: ${reason(problem, said)}`)
      }),
    },
    {
      key: 'waiting',
      // A curator has them as pictures already.
      items: (me.may.curate ? [] : open).map(({ id, asset, channel, createdAt }) =>
        item(id, asset, `${channel.name}, ${t('home.waiting.since', { date: f.dateTime(createdAt) })}`),
      ),
    },
    {
      key: 'processing',
      items: processing.map(hit => item(hit.id, hit, `${hit.unit.shortName}, ${t('home.processing.text')}`)),
    },
  ]
  return sections.filter(section => section.items.length > 0)
}
