import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Person } from '#contracts/unit'
import { useMe } from '../app/me.ts'
import { useProblem } from '../app/use-problem.ts'
import { showToast } from '../ui/toast.ts'
import { useSuspend } from './use-people.ts'

/** Suspends somebody else, or lets them in again; either can be taken back for ten seconds. */
export function SuspendButton({ person }: { person: Person }) {
  const { t } = useTranslation()
  const me = useMe()
  const problem = useProblem()
  const suspend = useSuspend()
  if (me.id === person.id) return null
  const suspended = person.suspendedAt !== null
  const turn = () =>
    suspend.mutate(
      { id: person.id, suspended: !suspended },
      {
        onSuccess: () =>
          void showToast({
            message: t(suspended ? 'operations.people.readmitted' : 'operations.people.suspended', {
              name: person.name,
            }),
            undo: () => suspend.mutate({ id: person.id, suspended }),
          }),
        onError: error => void showToast({ message: problem(error).title, tone: 'error' }),
      },
    )
  return (
    <Button
      size="xs"
      variant="default"
      loading={suspend.isPending}
      aria-label={t(suspended ? 'operations.people.readmitOf' : 'operations.people.suspendOf', { name: person.name })}
      onClick={turn}
    >
      {t(suspended ? 'operations.people.readmit' : 'operations.people.suspend')}
    </Button>
  )
}
