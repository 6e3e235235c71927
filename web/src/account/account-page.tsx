import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { KeysSection } from '../keys/keys-section.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { NotificationsSection } from './notifications-section.tsx'
import { PasswordSection } from './password-section.tsx'
import { SecondFactorSection } from './second-factor-section.tsx'
import { SessionsSection } from './sessions-section.tsx'

/** What a person does with their own account. */
export function AccountPage() {
  const { t } = useTranslation()
  usePageTitle(t('account.title'))
  const me = useMe()
  return (
    <Page>
      <PageHeader title={t('account.title')}>
        {me.name} · {me.email}
      </PageHeader>
      <SecondFactorSection />
      <PasswordSection />
      <SessionsSection />
      <NotificationsSection />
      <KeysSection />
    </Page>
  )
}
