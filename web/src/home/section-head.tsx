import { Link, type LinkProps } from '@tanstack/react-router'
import classes from './section-head.module.css'

type Props = {
  title: string
  count?: string | undefined
  to?: LinkProps['to']
  search?: Record<string, string | string[]>
  more?: string
}

export function SectionHead({ title, count, to, search, more }: Props) {
  return (
    <div className={classes.head}>
      <h2 className={classes.title}>
        {title} {count && <span className={classes.count}>{count}</span>}
      </h2>
      {to && more && (
        <Link to={to} search={search as never} className={classes.more}>
          {more}
        </Link>
      )}
    </div>
  )
}
