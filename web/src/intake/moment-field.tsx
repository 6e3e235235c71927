import { Group } from '@mantine/core'
import { useState } from 'react'
import { DateField } from '../ui/date-field.tsx'
import { TimeField } from '../ui/time-field.tsx'

type Props = {
  label: string
  timeLabel: string
  /** `2026-11-23T19:45` in Vietnam; empty while either half is missing. */
  value: string
  onChange: (local: string) => void
  autoFocus?: boolean
}

/** A day and its hour, both as they are written here whatever the computer's language. */
export function MomentField({ label, timeLabel, value, onChange, autoFocus }: Props) {
  const [{ day, time }, setParts] = useState(() => {
    const [day = '', time = ''] = value.split('T')
    return { day, time }
  })
  const set = (parts: { day: string; time: string }) => {
    setParts(parts)
    onChange(parts.day && parts.time ? `${parts.day}T${parts.time}` : '')
  }
  return (
    <Group grow gap={12} align="flex-start">
      <DateField
        label={label}
        required
        {...(autoFocus ? { 'data-autofocus': true } : {})}
        value={day}
        onChange={next => set({ day: next, time })}
      />
      <TimeField label={timeLabel} required value={time} onChange={next => set({ day, time: next })} />
    </Group>
  )
}
