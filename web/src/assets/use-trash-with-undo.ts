import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import { ApiProblem } from '../app/api.ts'
import { useProblem } from '../app/use-problem.ts'
import { showToast } from '../ui/toast.ts'
import type { InUse } from './in-use-modal.tsx'
import { useTrashAsset } from './use-asset.ts'

/** Into the trash at once, with a toast that takes it back. `inUse`: it was refused, because these hold on to it. */
export function useTrashWithUndo(asset: Asset) {
  const { t } = useTranslation()
  const problem = useProblem()
  const { trash, restore } = useTrashAsset(asset.id)
  const [inUse, setInUse] = useState<InUse | null>(null)
  const refused = (error: unknown) => {
    const holders = error instanceof ApiProblem && error.key === 'in-use' ? holdersIn(error) : null
    if (holders) return setInUse(holders)
    const said = problem(error)
    void showToast({ message: `${said.title}. ${said.detail}`, tone: 'error' })
  }
  const undo = () =>
    restore.mutate(undefined, { onSuccess: () => void showToast({ message: t('assets.restored') }), onError: refused })
  const move = () =>
    trash.mutate(undefined, {
      onSuccess: () =>
        void showToast({ message: t('assets.trashed', { title: asset.title || t('assets.untitled') }), undo }),
      onError: refused,
    })
  return { move, pending: trash.isPending, inUse, forget: () => setInUse(null) }
}

function holdersIn({ extension }: ApiProblem): InUse | null {
  const { uses, otherUses } = extension as Partial<InUse>
  return Array.isArray(uses) ? { uses, otherUses: otherUses ?? 0 } : null
}
