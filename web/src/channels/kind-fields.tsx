import '@mantine/core/styles/PasswordInput.layer.css'
import { NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Channel } from '#contracts/delivery'
import { FieldLabel } from '../articles/field-label.tsx'
import { type KindValues, kindProblems } from './kind-draft.ts'
import { readPressList } from './press-list.ts'

type Props = {
  kind: Channel['kind']
  values: KindValues
  asked: boolean
  onChange: (patch: Partial<KindValues>) => void
}
const order = ['label', 'input', 'description', 'error'] as const

/** The fields that a kind of channel has beside its address. */
export function KindFields(props: Props) {
  if (props.kind === 'superdesk-ninjs') return <SuperdeskFields {...props} />
  return props.kind === 'mail' ? <PressFields {...props} /> : null
}

function SuperdeskFields({ kind, values, asked, onChange }: Props) {
  const { t } = useTranslation()
  const bad = kindProblems(kind, values)
  return (
    <>
      <PasswordInput
        label={<FieldLabel need="required">{t('channels.form.superdesk.key')}</FieldLabel>}
        description={t('channels.form.superdesk.keyHint')}
        inputWrapperOrder={[...order]}
        value={values.key}
        maxLength={500}
        autoComplete="new-password"
        error={asked && bad.key && t('channels.form.superdesk.keyBad')}
        onChange={event => onChange({ key: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('channels.form.superdesk.ninjs')}
        value={values.ninjs}
        data={(['superdesk', '3.1'] as const).map(value => ({ value, label: t(`channels.form.superdesk.${value}`) }))}
        onChange={event => onChange({ ninjs: event.currentTarget.value === '3.1' ? '3.1' : 'superdesk' })}
      />
      {(['assets', 'page'] as const).map(field => (
        <TextInput
          key={field}
          label={t(`channels.form.superdesk.${field}`)}
          description={t(`channels.form.superdesk.${field}Hint`)}
          inputWrapperOrder={[...order]}
          type="url"
          value={values[field]}
          maxLength={500}
          error={
            asked && bad[field] && t(field === 'page' ? 'channels.form.superdesk.pageBad' : 'channels.form.addressBad')
          }
          onChange={event => onChange({ [field]: event.currentTarget.value })}
        />
      ))}
    </>
  )
}

function PressFields({ kind, values, asked, onChange }: Props) {
  const { t } = useTranslation()
  const bad = kindProblems(kind, values)
  const { unread } = readPressList(values.list)
  const listError = unread ? t('channels.form.press.listBad', { line: unread }) : t('channels.form.press.listEmpty')
  return (
    <>
      <Textarea
        label={<FieldLabel need="required">{t('channels.form.press.list')}</FieldLabel>}
        description={t('channels.form.press.listHint')}
        inputWrapperOrder={[...order]}
        placeholder={t('channels.form.press.listExample')}
        autosize
        minRows={3}
        maxRows={10}
        value={values.list}
        error={asked && bad.list && listError}
        onChange={event => onChange({ list: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('channels.form.press.days')}
        value={String(values.days)}
        data={['1', '3', '7', '14', '30']}
        onChange={event => onChange({ days: Number(event.currentTarget.value) })}
      />
      <NativeSelect
        label={t('channels.form.press.language')}
        value={values.language}
        data={(['vi', 'en'] as const).map(value => ({ value, label: t(`channels.form.press.${value}`) }))}
        onChange={event => onChange({ language: event.currentTarget.value === 'en' ? 'en' : 'vi' })}
      />
      <TextInput
        label={t('channels.form.press.reply')}
        description={t('channels.form.press.replyHint')}
        inputWrapperOrder={[...order]}
        type="email"
        value={values.reply}
        maxLength={254}
        error={asked && bad.reply && t('channels.form.press.replyBad')}
        onChange={event => onChange({ reply: event.currentTarget.value })}
      />
    </>
  )
}
