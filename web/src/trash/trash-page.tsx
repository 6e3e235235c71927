import { Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { NoPermission, ProblemState } from '../app/problem-state.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { PageState } from '../ui/page-state.tsx'
import classes from './trash-page.module.css'
import { TrashRow } from './trash-row.tsx'
import { useTrash } from './use-trash.ts'

/** Thùng rác: what may be taken out of it by this person. */
export function TrashPage() {
  const { t } = useTranslation()
  const me = useMe()
  usePageTitle(t('trash.title'), me.hub.name)
  if (!me.may.upload && !me.may.curate) return <NoPermission who="uploaders" />
  return (
    <Page>
      <PageHeader title={t('trash.title')}>{t('trash.text')}</PageHeader>
      <Trashed />
    </Page>
  )
}

function Trashed() {
  const { t } = useTranslation()
  const query = useTrash()
  if (query.isPending) return <ListSkeleton />
  if (query.isError && !query.data) return <ProblemState error={query.error} onRetry={() => void query.refetch()} />
  const assets = query.data.pages.flatMap(page => page.assets)
  if (assets.length === 0)
    return (
      <PageState
        icon={<IconTrash />}
        title={t('trash.empty.title')}
        actions={
          <LinkButton to="/kho" variant="default">
            {t('app.noPermission.act')}
          </LinkButton>
        }
      >
        {t('trash.empty.text')}
      </PageState>
    )
  return (
    <>
      <ul aria-label={t('trash.list')}>
        {assets.map(asset => (
          <TrashRow key={asset.id} asset={asset} />
        ))}
      </ul>
      {query.hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('ui.more')}
          </Button>
        </div>
      )}
    </>
  )
}
