import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import { useProblem } from '../app/use-problem.ts'
import { showToast } from '../ui/toast.ts'
import { useTrashAsset } from './use-asset.ts'

/** Into the trash at once, with a toast that takes it back. */
export function useTrashWithUndo(asset: Asset): () => void {
  const { t } = useTranslation()
  const problem = useProblem()
  const { trash, restore } = useTrashAsset(asset.id)
  const refused = (error: unknown) => {
    const said = problem(error)
    void showToast({ message: `${said.title}. ${said.detail}`, tone: 'error' })
  }
  const undo = () =>
    restore.mutate(undefined, { onSuccess: () => void showToast({ message: t('assets.restored') }), onError: refused })
  return () =>
    trash.mutate(undefined, {
      onSuccess: () =>
        void showToast({ message: t('assets.trashed', { title: asset.title || t('assets.untitled') }), undo }),
      onError: refused,
    })
}
