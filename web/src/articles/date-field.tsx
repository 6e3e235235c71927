import { TextInput } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { formatDate } from '../ui/format.ts'
import { parseDate } from '../ui/parse-date.ts'

type Props = { label: ReactNode; value: string; onChange: (isoDate: string) => void }

/** A day typed as people here write it. The browser's own picker follows the computer's language, not the page's. */
export function DateField({ label, value, onChange }: Props) {
  const [typed, setTyped] = useState(value ? formatDate(value) : '')
  const [left, setLeft] = useState(true)
  useEffect(() => {
    if (left) setTyped(value ? formatDate(value) : '')
  }, [value, left])
  const change = (next: string) => {
    setTyped(next)
    setLeft(false)
    onChange(parseDate(next) ?? '')
  }
  return (
    <TextInput
      label={label}
      value={typed}
      placeholder="dd/mm/yyyy"
      inputMode="numeric"
      autoComplete="off"
      error={left && typed !== '' && parseDate(typed) === null}
      onChange={event => change(event.currentTarget.value)}
      onBlur={() => {
        if (parseDate(typed) !== null || typed === '') setLeft(true)
      }}
    />
  )
}
