import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import { useProblem } from '../app/use-problem.ts'
import { showToast } from '../ui/toast.ts'
import { useNominationActs } from './use-desk-acts.ts'
import type { DeskSay } from './use-desk-status.ts'

type Props = { nomination: Nomination; say?: DeskSay; size?: 'xs' }

/** Undoes a decision that nobody has acted upon yet; where somebody has meanwhile, the hub's sentence says so. */
export function UndoButton({ nomination, say, size }: Props) {
  const { t } = useTranslation()
  const problem = useProblem()
  const acts = useNominationActs(nomination.id)
  const tell: DeskSay =
    say ?? ((message, { tone } = {}) => void showToast({ message, ...(tone === 'error' ? { tone } : {}) }))
  const undo = () =>
    acts.reopen().then(
      () => tell(t('curation.desk.undone', { title: nomination.asset.title })),
      error => {
        const said = problem(error)
        tell(said.detail || said.title, { tone: 'error' })
      },
    )
  return (
    <Button
      variant="default"
      {...(size ? { size } : {})}
      leftSection={<IconArrowBackUp size={size ? 15 : 17} stroke={1.6} />}
      loading={acts.pending}
      onClick={() => void undo()}
    >
      {t('curation.desk.undoDecision')}
    </Button>
  )
}
