import { useTranslation } from 'react-i18next'
import { useProblem } from '../app/use-problem.ts'
import { useFormat } from '../ui/format.ts'
import { showToast } from '../ui/toast.ts'
import { SectionHead } from './section-head.tsx'
import { TodoRow } from './todo-row.tsx'
import { useRecallProposals, useRecallProposed, useWarnings } from './use-home.ts'

/** Rights that end soon, for their owners; what is still live although they have ended, for the desk. */
export function RightsLists() {
  const { t } = useTranslation()
  const f = useFormat()
  const warnings = useWarnings().data?.warnings ?? []
  const proposals = useRecallProposals().data?.proposals ?? []
  return (
    <>
      {proposals.length > 0 && <Proposals />}
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

function Proposals() {
  const { t } = useTranslation()
  const f = useFormat()
  const problem = useProblem()
  const proposals = useRecallProposals().data?.proposals ?? []
  const recall = useRecallProposed()
  return (
    <section>
      <SectionHead
        title={t('home.recall.title')}
        count={f.number(proposals.length)}
        to="/phat-hanh"
        more={t('home.desk.all')}
      />
      <ul>
        {proposals.slice(0, 10).map(proposal => {
          const channels = proposal.channels.map(channel => channel.name).join(', ')
          const key = proposal.reason === 'expired' ? 'home.recall.expired' : 'home.recall.withdrawn'
          return (
            <TodoRow
              key={proposal.asset.id}
              asset={{ ...proposal.asset, thumbhash: null }}
              line={t(key, { channels })}
              act={t('home.recall.act')}
              busy={recall.isPending && recall.variables.asset.id === proposal.asset.id}
              onAct={() =>
                recall.mutate(proposal, {
                  onSuccess: () => void showToast({ message: t('home.recall.done') }),
                  onError: error => void showToast({ message: problem(error).title, tone: 'error' }),
                })
              }
            />
          )
        })}
      </ul>
    </section>
  )
}
