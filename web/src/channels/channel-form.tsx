import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Channel } from '#contracts/delivery'
import { useProblem } from '../app/use-problem.ts'
import { Dialog } from '../articles/dialog.tsx'
import { FieldLabel } from '../articles/field-label.tsx'
import { foldWords } from '../articles/fold-words.ts'
import form from '../articles/metadata-form.module.css'
import { showToast } from '../ui/toast.ts'
import { type KindValues, kindDraft, kindProblems, noKindValues } from './kind-draft.ts'
import { KindFields } from './kind-fields.tsx'
import { useCreateChannel } from './use-channels.ts'

const goodCode = /^[a-z0-9][a-z0-9-]{0,63}$/
const goodAddress = /^https?:\/\/\S+$/

const kinds = [
  'hub-exchange',
  'wordpress',
  'manual-package',
  'superdesk-ninjs',
  'mail',
] as const satisfies readonly Channel['kind'][]

/** A new channel, with the fields of its kind; for administrators. */
export function ChannelForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const create = useCreateChannel()
  const [values, setValues] = useState({ name: '', code: '', address: '', user: '', password: '', status: 'publish' })
  const [kind, setKind] = useState<Channel['kind']>('hub-exchange')
  const [more, setMore] = useState<KindValues>(noKindValues)
  const [asked, setAsked] = useState(false)
  const withAddress = kind !== 'manual-package' && kind !== 'mail'
  const own = kind === 'wordpress' ? 'site' : kind === 'superdesk-ninjs' ? 'superdesk.address' : 'address'
  const code = values.code || codeOf(values.name)
  const bad = {
    name: values.name.trim() === '',
    code: !goodCode.test(code),
    address: withAddress && !goodAddress.test(values.address.trim()),
    user: kind === 'wordpress' && values.user.trim() === '',
    password: kind === 'wordpress' && values.password.trim() === '',
    ...kindProblems(kind, more),
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (Object.values(bad).some(Boolean)) return
    create.mutate(
      {
        name: values.name.trim(),
        ...{ code, kind },
        ...(withAddress ? { address: values.address.trim() } : {}),
        ...kindDraft(kind, more),
        ...(kind === 'wordpress'
          ? {
              settings: { status: values.status },
              credentials: { user: values.user.trim(), applicationPassword: values.password.trim() },
            }
          : {}),
      },
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
        <NativeSelect
          label={t('channels.form.kindLabel')}
          description={t(`channels.form.kinds.${kind}.hint`)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={kind}
          data={kinds.map(value => ({ value, label: t(`channels.form.kinds.${value}.name`) }))}
          onChange={event => setKind(kinds.find(each => each === event.currentTarget.value) ?? 'hub-exchange')}
        />
        {withAddress && (
          <TextInput
            label={<FieldLabel need="required">{t(`channels.form.${own}`)}</FieldLabel>}
            placeholder={t(`channels.form.${own}Hint`)}
            type="url"
            value={values.address}
            maxLength={500}
            error={asked && bad.address && t('channels.form.addressBad')}
            onChange={event => setValues({ ...values, address: event.currentTarget.value })}
          />
        )}
        {kind === 'wordpress' && (
          <>
            <TextInput
              label={<FieldLabel need="required">{t('channels.form.user')}</FieldLabel>}
              value={values.user}
              maxLength={200}
              autoComplete="off"
              error={asked && bad.user}
              onChange={event => setValues({ ...values, user: event.currentTarget.value })}
            />
            <PasswordInput
              label={<FieldLabel need="required">{t('channels.form.password')}</FieldLabel>}
              description={t('channels.form.passwordHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={values.password}
              maxLength={200}
              autoComplete="new-password"
              error={asked && bad.password}
              onChange={event => setValues({ ...values, password: event.currentTarget.value })}
            />
            <NativeSelect
              label={t('channels.form.status')}
              value={values.status}
              data={(['publish', 'pending'] as const).map(value => ({ value, label: t(`channels.form.${value}`) }))}
              onChange={event => setValues({ ...values, status: event.currentTarget.value })}
            />
          </>
        )}
        <KindFields
          kind={kind}
          values={more}
          asked={asked}
          onChange={patch => setMore(old => ({ ...old, ...patch }))}
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
