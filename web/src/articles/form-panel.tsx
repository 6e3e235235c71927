import type { ReactNode } from 'react'
import classes from './form-panel.module.css'

type Props = { title: string; hint?: ReactNode; footer: ReactNode; children: ReactNode; id?: string }

/** The form at the right edge: it scrolls by itself, and what sends it stays in sight below. */
export function FormPanel({ title, hint, footer, children, id }: Props) {
  return (
    <aside className={classes.panel} aria-label={title} id={id}>
      <div className={classes.scroll}>
        <h2 className={classes.title}>{title}</h2>
        {hint && <p className="dim small">{hint}</p>}
        <div className={classes.body}>{children}</div>
      </div>
      <div className={classes.footer}>{footer}</div>
    </aside>
  )
}
