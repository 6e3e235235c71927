import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { hubName } from '../app/hub-name.ts'
import { setLanguage } from '../app/i18n.ts'
import type { Language } from '../app/language.ts'
import { Mark } from '../ui/mark.tsx'
import classes from './share-page.module.css'

/** Whose it is and the language: no staff's navigation at all. */
export function ShareFrame({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation()
  return (
    <>
      <header className={classes.top}>
        <span className={classes.brand}>
          <Mark />
          <span className="cut">{hubName()}</span>
        </span>
        <SegmentedControl
          aria-label={t('app.language.choose')}
          value={i18n.language}
          onChange={value => void setLanguage(value as Language)}
          data={[
            { value: 'vi', label: t('app.language.vi') },
            { value: 'en', label: t('app.language.en') },
          ]}
        />
      </header>
      <main className={classes.page}>{children}</main>
    </>
  )
}
