import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/hub-name.ts'
import { KeysSection } from '../keys/keys-section.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { AccountSection } from './account-section.tsx'
import { NotificationsSection } from './notifications-section.tsx'
import { PasswordSection } from './password-section.tsx'
import { ProfileSection } from './profile-section.tsx'
import { SecondFactorSection } from './second-factor-section.tsx'
import { SessionsSection } from './sessions-section.tsx'

/** What a person does with their own account. */
export function AccountPage() {
  const { t } = useTranslation()
  usePageTitle(t('account.title'))
  return (
    <Page>
      <PageHeader title={t('account.title')} />
      <ProfileSection />
      <SecondFactorSection />
      <PasswordSection />
      <SessionsSection />
      <NotificationsSection />
      <AccountSection id="khoa-api" title={t('keys.title')} text={t('keys.text')} wide>
        <KeysSection withText={false} />
      </AccountSection>
    </Page>
  )
}
