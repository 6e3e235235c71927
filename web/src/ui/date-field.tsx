import { TextInput, type TextInputProps } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDate } from './format.ts'
import { parseDate } from './parse-date.ts'

type Props = Omit<TextInputProps, 'value' | 'onChange' | 'error'> & {
  /** `2026-12-31`, or empty: also while what stands there is no date, so that the form can say what it lacks. */
  value: string
  onChange: (isoDate: string) => void
}

/** A day typed as 31/12/2026. The browser's own picker follows the computer's language, not the page's. */
export function DateField({ value, onChange, ...rest }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(shown(value))
  const [typing, setTyping] = useState(false)
  const bad = typed.trim() !== '' && parseDate(typed) === null
  // What comes from outside replaces the words, but never under the fingers, nor what still has to be mended.
  useEffect(() => {
    if (!typing && (value !== '' || !bad)) setTyped(shown(value))
  }, [value, typing, bad])
  const change = (next: string) => {
    setTyped(next)
    setTyping(true)
    const date = parseDate(next) ?? ''
    if (date !== value) onChange(date)
  }
  return (
    <TextInput
      {...rest}
      value={typed}
      placeholder="dd/mm/yyyy"
      inputMode="numeric"
      autoComplete="off"
      error={bad && !typing ? t('ui.badDate') : undefined}
      onChange={event => change(event.currentTarget.value)}
      onBlur={() => setTyping(false)}
    />
  )
}

function shown(value: string): string {
  return value ? formatDate(value) : ''
}
