import { useTranslation } from 'react-i18next'
import type { UnitHistory } from '#contracts/unit-history'
import { SectionHead } from '../home/section-head.tsx'
import { TodoRow } from '../home/todo-row.tsx'
import { useOpenNominations, useReturnedNominations, useWarnings } from '../home/use-home.ts'
import { useFormat } from '../ui/format.ts'

type Row = Parameters<typeof TodoRow>[0] & { key: string }

/** What waits for the people of the unit: rights that end, nominations that came back or wait. */
export function UnitWork({ unit }: { unit: UnitHistory }) {
  const { t } = useTranslation()
  const f = useFormat()
  const rows = useRows(unit)
  return (
    <section>
      <SectionHead title={t('units.work.title')} count={rows.length > 0 ? f.number(rows.length) : undefined} />
      {rows.length === 0 && <p className="dim">{t('units.work.none')}</p>}
      <ul>
        {rows.slice(0, 12).map(({ key, ...row }) => (
          <TodoRow key={key} {...row} />
        ))}
      </ul>
    </section>
  )
}

function useRows({ id }: UnitHistory): Row[] {
  const { t } = useTranslation()
  const f = useFormat()
  const warnings = useWarnings().data?.warnings ?? []
  const returned = useReturnedNominations().data?.nominations ?? []
  const open = useOpenNominations().data?.nominations ?? []
  const titled = <A extends { title: string }>(asset: A) => ({ ...asset, title: asset.title || t('search.untitled') })
  return [
    ...warnings
      .filter(warning => warning.unitId === id)
      .map(({ asset, endsOn }) => ({
        key: `right ${asset.id}`,
        asset: { ...titled(asset), thumbhash: null },
        line: `${t('home.warnings.title')}. ${t('home.warnings.line', { date: f.date(endsOn) })}`,
        act: t('home.warnings.act'),
      })),
    ...returned
      .filter(nomination => nomination.unit.id === id)
      .map(({ id: key, asset, channel, decisionNote }) => ({
        key,
        asset: titled(asset),
        line: [t('home.returned.from', { channel: channel.name }), decisionNote].filter(Boolean).join(': '),
        act: t('home.returned.mend'),
      })),
    ...open
      .filter(nomination => nomination.unit.id === id)
      .map(({ id: key, asset, channel, createdAt }) => ({
        key,
        asset: titled(asset),
        line: `${channel.name}, ${t('home.waiting.since', { date: f.dateTime(createdAt) })}`,
      })),
  ]
}
