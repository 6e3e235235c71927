import type { ReactNode } from 'react'
import classes from './page-header.module.css'

/** The page's h1, a line under it, and on the right what may be done. */
export function PageHeader({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <header className={classes.header}>
      <div className={classes.words}>
        <h1>{title}</h1>
        {children && <p className="dim">{children}</p>}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </header>
  )
}
