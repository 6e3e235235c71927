import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/hub-name.ts'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { KeysSection } from './keys-section.tsx'

export function KeysPage() {
  const { t } = useTranslation()
  usePageTitle(t('keys.title'))
  return (
    <Page>
      <PageHeader title={t('keys.title')} />
      <KeysSection />
    </Page>
  )
}
