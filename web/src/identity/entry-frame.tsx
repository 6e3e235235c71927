import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { hubName } from '../app/hub-name.ts'
import { setLanguage } from '../app/i18n.ts'
import type { Language } from '../app/language.ts'
import { Mark } from '../ui/mark.tsx'
import classes from './entry-frame.module.css'
import { Landscape } from './landscape.tsx'

/** What stands before the door: one picture, the hub's name, the language, and one form. */
export function EntryFrame({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation()
  return (
    <main className={classes.page}>
      <div className={classes.picture}>
        <Landscape />
        <p className={classes.promise}>{t('identity.promise')}</p>
      </div>
      <div className={classes.side}>
        <div className={classes.top}>
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
        </div>
        <div className={classes.middle}>{children}</div>
      </div>
    </main>
  )
}
