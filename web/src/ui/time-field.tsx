import { TextInput, type TextInputProps } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseTime } from './parse-time.ts'

type Props = Omit<TextInputProps, 'value' | 'onChange' | 'error'> & {
  /** `19:45`, or empty: also while what stands there is no time. */
  value: string
  onChange: (time: string) => void
}

/** A time typed as 19:45. The browser's own field counts to twelve where the computer does. */
export function TimeField({ value, onChange, ...rest }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(value)
  const [typing, setTyping] = useState(false)
  const bad = typed.trim() !== '' && parseTime(typed) === null
  useEffect(() => {
    if (!typing && (value !== '' || !bad)) setTyped(value)
  }, [value, typing, bad])
  const change = (next: string) => {
    setTyped(next)
    setTyping(true)
    const time = parseTime(next) ?? ''
    if (time !== value) onChange(time)
  }
  return (
    <TextInput
      {...rest}
      value={typed}
      placeholder="hh:mm"
      inputMode="numeric"
      autoComplete="off"
      error={bad && !typing ? t('ui.badTime') : undefined}
      onChange={event => change(event.currentTarget.value)}
      onBlur={() => setTyping(false)}
    />
  )
}
