import type { ReactNode } from 'react'
import classes from './account-section.module.css'

type Props = { id: string; title: string; text?: string; wide?: boolean; children: ReactNode }

/** One matter of the account: on the left what it is, on the right what may be done. */
export function AccountSection({ id, title, text, wide, children }: Props) {
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id}>{title}</h2>
        {text && <p className="dim small">{text}</p>}
      </div>
      <div className={classes.body} data-wide={wide || undefined}>
        {children}
      </div>
    </section>
  )
}
