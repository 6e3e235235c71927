import { Button, Checkbox, SegmentedControl, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeyScope } from '#contracts/api-key'
import { useMe } from '../app/me.ts'
import { useProblem } from '../app/use-problem.ts'
import { Dialog } from '../articles/dialog.tsx'
import { FieldLabel } from '../articles/field-label.tsx'
import form from '../articles/metadata-form.module.css'
import { KeySecret } from './key-secret.tsx'
import classes from './keys.module.css'
import { type KeyDraft, scopesFor, useCreateKey } from './use-keys.ts'

const spans = [7, 30, 90, 365] as const

export function KeyForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const create = useCreateKey()
  const [draft, setDraft] = useState<KeyDraft>({ name: '', scopes: ['read'], expiresInDays: 90 })
  if (create.data) {
    return (
      <Dialog onClose={onClose} size={560} title={t('keys.secret.title')}>
        <KeySecret secret={create.data.secret} onDone={onClose} />
      </Dialog>
    )
  }
  const gap = draft.name.trim() === '' ? 'name' : draft.scopes.length === 0 ? 'scopes' : undefined
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!gap) create.mutate(draft)
  }
  return (
    <Dialog onClose={onClose} size={560} title={t('keys.form.title')}>
      <form className={form.form} onSubmit={send} noValidate>
        <Fields draft={draft} set={patch => setDraft(old => ({ ...old, ...patch }))} />
        {create.isError && <Refusal error={create.error} />}
        <Button type="submit" disabled={gap !== undefined} loading={create.isPending}>
          {t('keys.form.save')}
        </Button>
        {gap && <p className="dim small">{t(`keys.form.off.${gap}`)}</p>}
      </form>
    </Dialog>
  )
}

function Fields({ draft, set }: { draft: KeyDraft; set: (patch: Partial<KeyDraft>) => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const span = (days: number) => (days === 365 ? t('keys.form.year') : t('keys.form.days', { count: days }))
  return (
    <>
      <TextInput
        label={<FieldLabel need="required">{t('keys.form.name')}</FieldLabel>}
        description={t('keys.form.nameHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={draft.name}
        maxLength={80}
        autoComplete="off"
        data-autofocus
        onChange={event => set({ name: event.currentTarget.value })}
      />
      <Checkbox.Group
        label={t('keys.form.scopes')}
        value={draft.scopes}
        onChange={scopes => set({ scopes: scopes as KeyScope[] })}
      >
        <div className={classes.scopes}>
          {scopesFor(me.may).map(scope => (
            <Checkbox
              key={scope}
              value={scope}
              label={t(`keys.scope.${scope}`)}
              description={t(`keys.scopeHint.${scope}`)}
            />
          ))}
        </div>
      </Checkbox.Group>
      <div>
        <p className={classes.name}>{t('keys.form.ends')}</p>
        <SegmentedControl
          fullWidth
          aria-label={t('keys.form.ends')}
          data={spans.map(days => ({ value: String(days), label: span(days) }))}
          value={String(draft.expiresInDays)}
          onChange={days => set({ expiresInDays: Number(days) })}
        />
      </div>
    </>
  )
}

function Refusal({ error }: { error: unknown }) {
  const said = useProblem()(error)
  return (
    <p role="alert" className={classes.refusal}>
      <b>{said.title}.</b> {said.detail}
    </p>
  )
}
