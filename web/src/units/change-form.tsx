import { Button } from '@mantine/core'
import i18next from 'i18next'
import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../app/api.ts'
import { useProblem } from '../app/use-problem.ts'
import { Dialog } from '../articles/dialog.tsx'
import form from '../articles/metadata-form.module.css'
import { showToast } from '../ui/toast.ts'
import { type UnitChange, useChangeUnits } from './use-units.ts'
import type { vi } from './words.ts'

type Props = {
  title: string
  /** On the button, where it is not `save`. */
  act?: string
  danger?: boolean
  change: UnitChange | null
  onClose: () => void
  children: ReactNode
}

/** The frame of every form about units: sends `change` (null while something is missing) and says what stands against it. */
export function ChangeForm({ title, act, danger, change, onClose, children }: Props) {
  const { t } = useTranslation()
  const mutation = useChangeUnits()
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!change) return
    mutation.mutate(change, {
      onSuccess: () => {
        void showToast({ message: t('units.form.saved') })
        onClose()
      },
    })
  }
  return (
    <Dialog title={title} size={520} onClose={onClose}>
      <form className={form.form} onSubmit={send} noValidate>
        {children}
        {mutation.isError && <Objections error={mutation.error} />}
        <Button type="submit" {...(danger ? { color: 'red' } : {})} disabled={!change} loading={mutation.isPending}>
          {act ?? t('units.form.save')}
        </Button>
      </form>
    </Dialog>
  )
}

function Objections({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const problem = useProblem()(error)
  const codes = error instanceof ApiProblem ? [...new Set(error.errors.map(item => item.code))] : []
  const known = codes.filter((code): code is keyof typeof vi.objection => i18next.exists(`units.objection.${code}`))
  const text = known.length > 0 ? known.map(code => t(`units.objection.${code}`)).join(' ') : problem.detail
  return (
    <p role="alert" style={{ color: 'var(--hub-error)' }}>
      <b>{problem.title}.</b> {text}
    </p>
  )
}
