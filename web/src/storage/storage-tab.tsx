import { useTranslation } from 'react-i18next'
import { ProblemState } from '../app/problem-state.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { DamagedList } from './damaged-list.tsx'
import { FixitySection } from './fixity-section.tsx'
import { OrphanSection } from './orphan-section.tsx'
import { QuarantineSection } from './quarantine-section.tsx'
import { SpaceSection } from './space-section.tsx'
import classes from './storage-tab.module.css'
import { UnitTable } from './unit-table.tsx'
import { useStorage } from './use-storage.ts'

/** How the bytes are: room, who takes it, when they were proved, what is damaged and what to do. */
export function StorageTab() {
  const { t } = useTranslation()
  const query = useStorage()
  if (query.isPending) return <ListSkeleton />
  if (query.isError && !query.data) return <ProblemState error={query.error} onRetry={() => void query.refetch()} />
  const { store, kinds, renditions, units, fixity, orphans } = query.data
  return (
    <div className={classes.tab}>
      {fixity.damaged > 0 && <DamagedList />}
      <SpaceSection store={store} kinds={kinds} renditions={renditions} />
      <FixitySection fixity={fixity} />
      <QuarantineSection />
      <OrphanSection orphans={orphans} />
      <section aria-label={t('storage.units')}>
        <h2 className={classes.head}>{t('storage.units')}</h2>
        <p className="dim small">{t('storage.quotaText')}</p>
        <UnitTable units={units} />
      </section>
    </div>
  )
}
