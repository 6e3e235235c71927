import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hubName, usePageTitle } from '../app/hub-name.ts'
import { CodeForm } from './code-form.tsx'
import { EntryFrame } from './entry-frame.tsx'
import { SignInForm } from './sign-in-form.tsx'
import classes from './sign-in-page.module.css'
import { SingleSignOn } from './single-sign-on.tsx'
import { useSignInOptions } from './use-sign-in-options.ts'

/** E-mail and password, then the code where the person has a second factor. */
export function SignInPage() {
  const { t } = useTranslation()
  const options = useSignInOptions()
  usePageTitle(t('identity.title'), options?.hub.name ?? hubName())
  const [enter, setEnter] = useState<(() => void) | null>(null)
  if (enter) {
    return (
      <EntryFrame>
        <h1>{t('identity.code.title')}</h1>
        <CodeForm onIn={enter} onBack={() => setEnter(null)} />
      </EntryFrame>
    )
  }
  return (
    <EntryFrame>
      <h1>{t('identity.title')}</h1>
      <p className={classes.hint}>{t('identity.hint')}</p>
      <SignInForm onCode={next => setEnter(() => next)} />
      {options?.singleSignOn && <SingleSignOn name={options.singleSignOn.name} />}
      <p className={classes.foot}>{t('identity.noAccount')}</p>
    </EntryFrame>
  )
}
