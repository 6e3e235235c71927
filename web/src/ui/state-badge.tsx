import type { ReactNode } from 'react'
import classes from './state-badge.module.css'

export type Tone = 'ok' | 'warning' | 'error' | 'accent' | 'neutral'

/** A state as a dot AND a word, never colour alone, never upper case. */
export function StateBadge({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: Tone
  icon?: ReactNode
  children: ReactNode
}) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {icon ?? <span className={classes.dot} aria-hidden="true" />}
      <span>{children}</span>
    </span>
  )
}
