import '@mantine/core/styles/PasswordInput.layer.css'
import { Checkbox, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FormField } from '#contracts/channel-admin'
import { FieldLabel } from '../articles/field-label.tsx'
import type { DraftValue } from './field-value.ts'
import { MappingInput } from './mapping-input.tsx'

type Props = {
  field: FormField
  value: DraftValue
  error: string | null
  /** Something is kept and will stand where nothing is typed. */
  kept?: boolean
  onChange: (value: DraftValue) => void
}

/** One field of a kind's form, by what its description says. */
export function FieldInput({ field, value, error, kept, onChange }: Props) {
  const { t } = useTranslation()
  const required = field.required && !kept
  const common = {
    label: <FieldLabel {...(required ? { need: 'required' as const } : {})}>{field.label}</FieldLabel>,
    description: field.hint,
    inputWrapperOrder: ['label' as const, 'input' as const, 'description' as const, 'error' as const],
    error,
    ...(field.maxLength ? { maxLength: field.maxLength } : {}),
  }
  const typed = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value)
  if (typeof value === 'boolean')
    return (
      <Checkbox
        label={field.label}
        description={field.hint}
        error={error}
        checked={value}
        onChange={event => onChange(event.currentTarget.checked)}
      />
    )
  if (typeof value !== 'string') return <MappingInput field={field} value={value} error={error} onChange={onChange} />
  switch (field.type) {
    case 'choice':
      return <NativeSelect {...common} value={value} data={choicesOf(field)} onChange={typed} />
    case 'secret':
      return (
        <PasswordInput
          {...common}
          value={value}
          placeholder={kept ? t('channels.admin.kept') : undefined}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('channels.admin.reveal') }}
          onChange={typed}
        />
      )
    case 'number':
      return <TextInput {...common} inputMode="decimal" value={value} onChange={typed} />
    case 'list':
      return field.of === 'number' ? (
        <TextInput {...common} value={value} onChange={typed} />
      ) : (
        <Textarea {...common} autosize minRows={2} maxRows={10} value={value} onChange={typed} />
      )
    case 'rows':
      return <Textarea {...common} autosize minRows={3} maxRows={14} value={value} onChange={typed} />
    case 'json':
      return <Textarea {...common} autosize minRows={3} maxRows={14} ff="monospace" value={value} onChange={typed} />
    default:
      return (
        <TextInput
          {...common}
          value={value}
          placeholder={kept ? t('channels.admin.kept') : undefined}
          autoComplete="off"
          onChange={typed}
        />
      )
  }
}

function choicesOf({ required, initial, options }: FormField) {
  return required || initial !== null ? options : [{ value: '', label: '—' }, ...options]
}
