import { useTranslation } from 'react-i18next'
import { useProblem } from '../app/use-problem.ts'
import { useFormat } from '../ui/format.ts'
import { showToast } from '../ui/toast.ts'
import classes from './recall-proposals.module.css'
import { SectionHead } from './section-head.tsx'
import { TodoRow } from './todo-row.tsx'
import { useRecallProposals, useRecallProposed } from './use-home.ts'

/** What is still live although its right has ended, for the desk: one act each. Nothing where there is none. */
export function RecallProposals({ more = false }: { more?: boolean }) {
  const { t } = useTranslation()
  const f = useFormat()
  const problem = useProblem()
  const proposals = useRecallProposals().data?.proposals ?? []
  const recall = useRecallProposed()
  if (proposals.length === 0) return null
  return (
    <section className={classes.proposals}>
      <SectionHead
        title={t('home.recall.title')}
        count={f.number(proposals.length)}
        {...(more ? ({ to: '/phat-hanh', more: t('home.desk.all') } as const) : {})}
      />
      <p className="small">{t('home.recall.text')}</p>
      <ul>
        {proposals.slice(0, more ? 5 : 50).map(proposal => {
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
