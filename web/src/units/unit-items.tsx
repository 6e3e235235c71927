import { useTranslation } from 'react-i18next'
import { ProblemState } from '../app/problem-state.tsx'
import { HitStrip } from '../home/hit-strip.tsx'
import { SectionHead } from '../home/section-head.tsx'
import { useFormat } from '../ui/format.ts'
import { useUnitItems } from './use-units.ts'

const kinds = ['image', 'video', 'audio', 'document', 'article'] as const

/** What the unit owns, as far as this person may see it: how much of each kind, and the newest. */
export function UnitItems({ code }: { code: string }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { data, error, refetch } = useUnitItems(code)
  const counts = kinds.flatMap(kind => {
    const found = data?.facets.kind?.find(each => each.value === kind)
    return found ? [`${f.number(found.count)} ${t(`app.kind.${kind}`).toLowerCase()}`] : []
  })
  return (
    <section>
      <SectionHead
        title={t('units.page.itemsTitle')}
        count={data && f.number(data.total)}
        to="/kho"
        search={{ unit: [code] }}
        more={t('units.page.itemsSee')}
      />
      {error && <ProblemState error={error} onRetry={() => void refetch()} small order={3} />}
      {data && data.total === 0 && <p className="dim">{t('units.page.noItems')}</p>}
      {counts.length > 0 && (
        <p className="dim" style={{ marginBottom: 8 }}>
          {counts.join(' · ')}
        </p>
      )}
      <HitStrip hits={data?.hits ?? []} />
    </section>
  )
}
