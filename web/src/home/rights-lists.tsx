import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/format.ts'
import { RecallProposals } from './recall-proposals.tsx'
import { SectionHead } from './section-head.tsx'
import { TodoRow } from './todo-row.tsx'
import { useWarnings } from './use-home.ts'

/** Rights that end soon, for their owners; what is still live although they have ended, for the desk. */
export function RightsLists() {
  const { t } = useTranslation()
  const f = useFormat()
  const warnings = useWarnings().data?.warnings ?? []
  return (
    <>
      <RecallProposals more />
      {warnings.length > 0 && (
        <section>
          <SectionHead title={t('home.warnings.title')} count={f.number(warnings.length)} />
          <ul>
            {warnings.slice(0, 5).map(({ asset, endsOn }) => (
              <TodoRow
                key={asset.id}
                asset={{ ...asset, thumbhash: null }}
                line={t('home.warnings.line', { date: f.date(endsOn) })}
                act={t('home.warnings.act')}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
