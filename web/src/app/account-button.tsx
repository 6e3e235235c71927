import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './account-button.module.css'
import { useMe } from './me.ts'

const AccountMenu = lazy(async () => ({ default: (await import('./account-menu.tsx')).AccountMenu }))

/** The person's initials; the popover itself comes at the first click. */
export function AccountButton() {
  const { t } = useTranslation()
  const me = useMe()
  const [wanted, setWanted] = useState(false)
  const button = (open: boolean, toggle: () => void) => (
    <button
      type="button"
      className={classes.button}
      aria-haspopup="dialog"
      aria-expanded={open}
      aria-label={t('app.account.open', { name: me.name })}
      onClick={toggle}
    >
      <span aria-hidden="true">{initials(me.name)}</span>
    </button>
  )
  if (!wanted) return button(false, () => setWanted(true))
  return (
    <Suspense fallback={button(true, () => setWanted(false))}>
      <AccountMenu className={classes.button} initials={initials(me.name)} />
    </Suspense>
  )
}

/** Vietnamese names: the first and the last word, `Trần Thị Cúc` -> `TC`. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const first = words[0]?.[0] ?? ''
  const last = words.length > 1 ? (words[words.length - 1]?.[0] ?? '') : ''
  return (first + last).toLocaleUpperCase('vi')
}
