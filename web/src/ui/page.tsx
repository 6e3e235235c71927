import type { ReactNode } from 'react'
import classes from './page.module.css'

/** The page's margins: 32, on a phone 16. `wide` fills the window; else text columns stop at 1240. */
export function Page({ children, wide }: { children: ReactNode; wide?: boolean }) {
  return (
    <div className={classes.page} data-wide={wide || undefined}>
      {children}
    </div>
  )
}
