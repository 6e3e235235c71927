import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { hubName, usePageTitle } from '../app/hub-name.ts'
import { setLanguage } from '../app/i18n.ts'
import type { Language } from '../app/language.ts'
import { Mark } from '../ui/mark.tsx'
import { Landscape } from './landscape.tsx'
import { SignInForm } from './sign-in-form.tsx'
import classes from './sign-in-page.module.css'
import { SingleSignOn } from './single-sign-on.tsx'
import { useSignInOptions } from './use-sign-in-options.ts'

/** One picture, one form. */
export function SignInPage() {
  const { t, i18n } = useTranslation()
  const options = useSignInOptions()
  const hub = options?.hub.name ?? hubName()
  usePageTitle(t('identity.title'), hub)
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
            <span className="cut">{hub}</span>
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
        <div className={classes.middle}>
          <h1>{t('identity.title')}</h1>
          <p className={classes.hint}>{t('identity.hint')}</p>
          <SignInForm />
          {options?.singleSignOn && <SingleSignOn name={options.singleSignOn.name} />}
          <p className={classes.foot}>{t('identity.noAccount')}</p>
        </div>
      </div>
    </main>
  )
}
