import { Button } from '@mantine/core'
import { IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useProblem } from '../app/use-problem.ts'
import { showToast } from '../ui/toast.ts'
import { useChangeProcessing } from './use-processing.ts'

const icons = { cancel: IconPlayerStop, retry: IconRefresh }

/** Stops the work on a file, or asks for it again. The original stays in either case, so nobody is asked twice. */
export function ProcessingButton({ id, act }: { id: string; act: 'cancel' | 'retry' }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const change = useChangeProcessing(id)
  const Icon = icons[act]
  const press = () =>
    change.mutate(act, {
      onSuccess: () => void showToast({ message: t(`assets.processingDone.${act}`) }),
      onError: error => void showToast({ message: problem(error).title, tone: 'error' }),
    })
  return (
    <Button variant="default" leftSection={<Icon size={16} stroke={1.6} />} loading={change.isPending} onClick={press}>
      {t(`assets.processingAct.${act}`)}
    </Button>
  )
}
