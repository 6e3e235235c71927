import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Use } from '#contracts/reuse'
import { useProblem } from '../app/use-problem.ts'
import { showToast } from '../ui/toast.ts'
import classes from './asset-uses.module.css'
import { draftOfUse, editOfUse, gapsOfUse, type UseDraft } from './reuse-draft.ts'
import { useEditUse } from './use-reuse.ts'

type Props = { assetId: string; use: Use; onDone: () => void }

/** Says later where it appeared: the page, the event, how many copies. */
export function UseForm({ assetId, use, onDone }: Props) {
  const { t } = useTranslation()
  const problem = useProblem()
  const edit = useEditUse(assetId)
  const [draft, setDraft] = useState(() => draftOfUse(use))
  const [tried, setTried] = useState(false)
  const gaps = gapsOfUse(draft)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (gaps.length > 0) return
    const saved = () => {
      onDone()
      void showToast({ message: t('assets.uses.saved') })
    }
    edit.mutate({ useId: use.id, edit: editOfUse(draftOfUse(use), draft) }, { onSuccess: saved })
  }
  const field = (name: keyof UseDraft) => ({
    ...{ size: 'sm', value: draft[name] },
    onChange: (event: { currentTarget: { value: string } }) => {
      // The event has left its field by the time that the updater runs.
      const { value } = event.currentTarget
      setDraft(now => ({ ...now, [name]: value }))
    },
  })
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <TextInput
        {...field('url')}
        label={t('assets.reuse.url')}
        inputMode="url"
        maxLength={1000}
        error={tried && gaps.includes('url') && t('assets.reuse.badUrl')}
        data-autofocus
        autoFocus
      />
      <TextInput {...field('event')} label={t('assets.reuse.event')} maxLength={300} />
      <TextInput
        {...field('printRun')}
        label={t('assets.reuse.printRun')}
        inputMode="numeric"
        maxLength={12}
        error={tried && gaps.includes('printRun') && t('assets.uses.badRun')}
      />
      <TextInput {...field('note')} label={t('assets.reuse.note')} maxLength={1000} />
      {edit.isError && (
        <p className="small" role="alert" style={{ color: 'var(--hub-error)' }}>
          {problem(edit.error).title}
        </p>
      )}
      <div className={classes.acts}>
        <Button size="xs" type="submit" loading={edit.isPending}>
          {t('ui.save')}
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}
