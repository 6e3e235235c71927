import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../app/me.ts'
import { useProblem } from '../app/use-problem.ts'
import { useFormat } from '../ui/format.ts'
import { showToast } from '../ui/toast.ts'
import classes from './deliveries-page.module.css'
import { type DeadRetry, useDeliveryCounts, useRetryDead } from './use-deliveries.ts'

/** Deliveries that will not go by themselves any more: all of a channel, or of all, are sent again at once. */
export function DeadLetters({ channel }: { channel: string | undefined }) {
  const { t } = useTranslation()
  const f = useFormat()
  const me = useMe()
  // One whose item went in a later version is no trouble any more.
  const count = useDeliveryCounts({ channel, q: '', newest: '1' }).data?.dead ?? 0
  const problem = useProblem()
  const retry = useRetryDead()
  const [answer, setAnswer] = useState<DeadRetry | null>(null)
  if (!me.may.curate || (count === 0 && !answer)) return null
  const again = () =>
    retry.mutate(channel, {
      onSuccess: setAnswer,
      onError: error => void showToast({ message: problem(error).title, tone: 'error' }),
    })
  return (
    <section className={classes.dead} aria-label={t('channels.dead.label')}>
      {count > 0 && (
        <div className={classes.deadLine}>
          <span>{t('channels.dead.count', { count, number: f.number(count) })}</span>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={16} stroke={1.6} />}
            loading={retry.isPending}
            onClick={again}
          >
            {t('channels.dead.retry')}
          </Button>
        </div>
      )}
      <div role="status">
        {answer && (
          <>
            <p>{t('channels.dead.done', { count: answer.retried, number: f.number(answer.retried) })}</p>
            {answer.refused.length > 0 && (
              <details>
                <summary>{t('channels.dead.refused', { count: answer.refused.length })}</summary>
                <ul>
                  {[...new Set(answer.refused.map(each => each.detail))].map(detail => (
                    <li key={detail}>{detail}</li>
                  ))}
                </ul>
              </details>
            )}
          </>
        )}
      </div>
    </section>
  )
}
