import '@mantine/core/styles/Tabs.layer.css'
import { Tabs } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { NoPermission } from '../app/problem-state.tsx'
import { ChannelsTab } from '../channels/channels-tab.tsx'
import tabStyle from '../channels/deliveries-page.module.css'
import { StorageTab } from '../storage/storage-tab.tsx'
import { SynonymsTab } from '../synonyms/synonyms-tab.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { UnitsTab } from '../units/units-tab.tsx'
import { AuditTab } from './audit-tab.tsx'
import { JobsTab } from './jobs-tab.tsx'
import { PeopleTab } from './people-tab.tsx'

const tabs = ['jobs', 'people', 'units', 'channels', 'storage', 'synonyms', 'audit'] as const

export function AdminPage() {
  const { t } = useTranslation()
  usePageTitle(t('operations.title'))
  const me = useMe()
  return me.may.administer ? <Admin /> : <NoPermission who="administrators" />
}

function Admin() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/shell/quan-tri' })
  const navigate = useNavigate()
  const tab = tabs.find(name => name === search.tab) ?? (search.subject ? 'audit' : 'jobs')
  return (
    <Page wide>
      <PageHeader title={t('operations.title')} />
      <Tabs
        value={tab}
        onChange={next => void navigate({ to: '/quan-tri', search: { tab: next ?? 'jobs' }, replace: true })}
        keepMounted={false}
        classNames={{ list: tabStyle.tabs, tab: tabStyle.tab }}
      >
        <Tabs.List aria-label={t('operations.tabs.label')}>
          {tabs.map(name => (
            <Tabs.Tab key={name} value={name}>
              {t(`operations.tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="jobs">
          <JobsTab />
        </Tabs.Panel>
        <Tabs.Panel value="people">
          <PeopleTab />
        </Tabs.Panel>
        <Tabs.Panel value="units">
          <UnitsTab />
        </Tabs.Panel>
        <Tabs.Panel value="channels">
          <ChannelsTab />
        </Tabs.Panel>
        <Tabs.Panel value="storage">
          <StorageTab />
        </Tabs.Panel>
        <Tabs.Panel value="synonyms">
          <SynonymsTab added={search.them} />
        </Tabs.Panel>
        <Tabs.Panel value="audit">
          <AuditTab />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
