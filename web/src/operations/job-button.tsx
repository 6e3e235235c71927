import { Button } from '@mantine/core'
import { IconArrowBarToUp, IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useProblem } from '../app/use-problem.ts'
import { showToast } from '../ui/toast.ts'
import { type JobAct, useChangeJob } from './use-jobs.ts'

const icons = { cancel: IconPlayerStop, retry: IconRefresh, raise: IconArrowBarToUp }
const named = { cancel: 'cancelNamed', retry: 'retryNamed', raise: 'raiseNamed' } as const
const done = { cancel: 'cancelled', retry: 'retried', raise: 'raised' } as const

/** One act on a job; `name` tells it from the others in the list to who cannot see where it stands. */
export function JobButton({ act, id, name }: { act: JobAct; id: string; name: string }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const change = useChangeJob(act)
  const Icon = icons[act]
  const press = () =>
    change.mutate(id, {
      onSuccess: () => void showToast({ message: t(`operations.jobs.${done[act]}`) }),
      onError: error => void showToast({ message: problem(error).title, tone: 'error' }),
    })
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<Icon size={16} stroke={1.6} />}
      loading={change.isPending}
      aria-label={t(`operations.jobs.${named[act]}`, { name })}
      onClick={press}
    >
      {t(`operations.jobs.${act}`)}
    </Button>
  )
}
