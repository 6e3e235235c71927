import { useTranslation } from 'react-i18next'
import { ProblemState } from '../app/problem-state.tsx'
import { HitStrip } from './hit-strip.tsx'
import { SectionHead } from './section-head.tsx'
import { useNewest } from './use-home.ts'

/** The newest of the library. */
export function Newest() {
  const { t } = useTranslation()
  const { data, error, refetch } = useNewest()
  const hits = data?.hits ?? []
  return (
    <section>
      <SectionHead title={t('home.newest.title')} to="/kho" more={t('home.newest.all')} />
      {error && <ProblemState error={error} onRetry={() => void refetch()} small order={3} />}
      {data && hits.length === 0 && <p className="dim">{t('home.newest.none')}</p>}
      <HitStrip hits={hits} />
    </section>
  )
}
