import { TextInput, type TextInputProps } from '@mantine/core'
import { useState } from 'react'
import { formatDate } from './format.ts'
import { parseDate } from './parse-date.ts'

type Props = Omit<TextInputProps, 'value' | 'onChange' | 'error'> & {
  /** `2026-12-31` or empty. */
  value: string
  onChange: (value: string) => void
  /** Shown while what stands there is no date. */
  badDate: string
}

/** A date typed as 31/12/2026; the browser's own date input follows the browser's country, not Vietnam's. */
export function DateField({ value, onChange, badDate, ...rest }: Props) {
  const [draft, setDraft] = useState<string | null>(null)
  const shown = draft ?? (value ? formatDate(value) : '')
  const bad = draft !== null && draft.trim() !== '' && !parseDate(draft)
  const commit = () => {
    if (draft === null) return
    const date = parseDate(draft)
    if (!date && draft.trim() !== '') return
    setDraft(null)
    if ((date ?? '') !== value) onChange(date ?? '')
  }
  return (
    <TextInput
      {...rest}
      value={shown}
      error={bad && draft.length >= 8 ? badDate : undefined}
      placeholder="dd/mm/yyyy"
      inputMode="numeric"
      onChange={event => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={event => event.key === 'Enter' && commit()}
    />
  )
}
