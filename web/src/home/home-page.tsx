import { IconCloudUpload, IconLayoutKanban } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { ChannelHealth } from './channel-health.tsx'
import { DeskPreview } from './desk-preview.tsx'
import classes from './home-page.module.css'
import { Newest } from './newest.tsx'
import { PublicationLists } from './publication-lists.tsx'
import { RightsLists } from './rights-lists.tsx'
import { TodoLists } from './todo-lists.tsx'
import { useWeekday } from './use-weekday.ts'

/** Trang chủ: what waits for me, each row ending in its next act. */
export function HomePage() {
  const { t } = useTranslation()
  const me = useMe()
  const today = useWeekday()
  usePageTitle(t('app.nav.home'), me.hub.name)
  return (
    <Page>
      <PageHeader title={t('home.title')} actions={<NextAct />}>
        {t('home.hello', { name: me.name })} · {today}
      </PageHeader>
      <div className={classes.columns}>
        <div className={classes.main}>
          {me.may.curate && <DeskPreview />}
          <PublicationLists />
          <RightsLists />
          <TodoLists />
          <Newest />
        </div>
        <aside className={classes.side}>
          <ChannelHealth />
          <section className={classes.notice}>
            <h2>{t('home.notice.title')}</h2>
            <p>{t('home.notice.text')}</p>
          </section>
        </aside>
      </div>
    </Page>
  )
}

function NextAct() {
  const { t } = useTranslation()
  const { may } = useMe()
  const upload = (
    <LinkButton
      to="/dang-tai"
      variant={may.curate ? 'default' : 'filled'}
      leftSection={<IconCloudUpload size={18} stroke={1.6} />}
    >
      {t('home.upload')}
    </LinkButton>
  )
  if (!may.curate) return may.upload ? upload : <LinkButton to="/kho">{t('home.toLibrary')}</LinkButton>
  return (
    <>
      {may.upload && upload}
      <LinkButton to="/tuyen-chon" leftSection={<IconLayoutKanban size={18} stroke={1.6} />}>
        {t('home.openDesk')}
      </LinkButton>
    </>
  )
}
