import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import { useProblem } from '../app/use-problem.ts'
import { showToast } from '../ui/toast.ts'
import { draftOf, type EditDraft, editBetween } from './edit-draft.ts'
import { useEditAsset } from './use-asset.ts'

/** Saves what differs from the asset as it was when the form opened, and offers to take it back. */
export function useSaveEdit(asset: Asset, onSaved: () => void) {
  const { t } = useTranslation()
  const problem = useProblem()
  const edit = useEditAsset(asset.id)
  const opened = useRef(draftOf(asset))

  const undo = (before: EditDraft, after: EditDraft, revision: number) =>
    edit.mutate(
      { edit: editBetween(after, before), revision },
      {
        onError: error => {
          const said = problem(error)
          void showToast({ message: `${said.title}. ${said.detail}`, tone: 'error' })
        },
      },
    )
  const submit = (draft: EditDraft) => {
    const before = opened.current
    const change = editBetween(before, draft)
    if (Object.keys(change).length === 0) {
      onSaved()
      void showToast({ message: t('assets.nothingChanged') })
      return
    }
    // The newest revision that the page knows: after a lost race it is the other person's, and their other changes stay.
    edit.mutate(
      { edit: change, revision: asset.revision },
      {
        onSuccess: ({ asset: saved }) => {
          onSaved()
          void showToast({ message: t('assets.saved'), undo: () => undo(before, draft, saved.revision) })
        },
      },
    )
  }
  return { submit, pending: edit.isPending, error: edit.error }
}
