import type { ReactNode } from 'react'
import classes from './page-state.module.css'

export type PageStateProps = {
  tone?: 'neutral' | 'accent' | 'error' | 'warning'
  icon: ReactNode
  title: string
  /** One or two sentences: what happened and what to do. */
  children?: ReactNode
  /** Buttons: the next act first. */
  actions?: ReactNode
  /** h1 where it stands for a whole page. */
  order?: 1 | 2 | 3
  small?: boolean
}

/** Empty, no result, error, no permission: each says what happened and the next act. */
export function PageState({ tone = 'neutral', icon, title, children, actions, order = 2, small }: PageStateProps) {
  const Heading = `h${order}` as const
  return (
    <div className={classes.state} data-small={small || undefined} role={tone === 'error' ? 'alert' : undefined}>
      <span className={classes.icon} data-tone={tone} aria-hidden="true">
        {icon}
      </span>
      <Heading className={classes.title}>{title}</Heading>
      {children && <div className={classes.text}>{children}</div>}
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  )
}
