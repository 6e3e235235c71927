import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblem } from '../app/use-problem.ts'
import { Dialog } from '../articles/dialog.tsx'
import { FieldLabel } from '../articles/field-label.tsx'
import { foldWords } from '../articles/fold-words.ts'
import form from '../articles/metadata-form.module.css'
import { showToast } from '../ui/toast.ts'
import { useCreateChannel } from './use-channels.ts'

const goodCode = /^[a-z0-9][a-z0-9-]{0,63}$/
const goodAddress = /^https?:\/\/\S+$/

/** A new portal; for administrators. */
export function ChannelForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const create = useCreateChannel()
  const [values, setValues] = useState({ name: '', code: '', address: '' })
  const [asked, setAsked] = useState(false)
  const code = values.code || codeOf(values.name)
  const bad = {
    name: values.name.trim() === '',
    code: !goodCode.test(code),
    address: !goodAddress.test(values.address.trim()),
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (bad.name || bad.code || bad.address) return
    create.mutate(
      { name: values.name.trim(), code, address: values.address.trim() },
      {
        onSuccess: channel => {
          void showToast({ message: t('channels.form.saved', { name: channel.name }) })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog onClose={onClose} size={480} title={t('channels.form.title')}>
      <form className={form.form} onSubmit={send} noValidate>
        <TextInput
          label={<FieldLabel need="required">{t('channels.form.name')}</FieldLabel>}
          placeholder={t('channels.form.nameHint')}
          value={values.name}
          maxLength={200}
          error={asked && bad.name}
          data-autofocus
          onChange={event => setValues({ ...values, name: event.currentTarget.value })}
        />
        <TextInput
          label={<FieldLabel need="required">{t('channels.form.code')}</FieldLabel>}
          description={t('channels.form.codeHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={code}
          maxLength={64}
          error={asked && bad.code && t('channels.form.codeBad')}
          onChange={event => setValues({ ...values, code: event.currentTarget.value })}
        />
        <TextInput
          label={<FieldLabel need="required">{t('channels.form.address')}</FieldLabel>}
          placeholder={t('channels.form.addressHint')}
          description={t('channels.form.kind')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          type="url"
          value={values.address}
          maxLength={500}
          error={asked && bad.address && t('channels.form.addressBad')}
          onChange={event => setValues({ ...values, address: event.currentTarget.value })}
        />
        {create.isError && (
          <p role="alert" style={{ color: 'var(--hub-error)' }}>
            <b>{problem(create.error).title}.</b> {problem(create.error).detail}
          </p>
        )}
        <Button type="submit" loading={create.isPending}>
          {t('channels.form.save')}
        </Button>
      </form>
    </Dialog>
  )
}

function codeOf(name: string): string {
  return foldWords(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64)
}
