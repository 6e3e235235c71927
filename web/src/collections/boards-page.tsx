import { Button } from '@mantine/core'
import { IconLibraryPhoto, IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { PageState } from '../ui/page-state.tsx'
import { BoardCard } from './board-card.tsx'
import classes from './boards-page.module.css'
import { useCollections } from './use-collections.ts'

const CollectionForm = lazy(async () => ({ default: (await import('./collection-form.tsx')).CollectionForm }))

/** Bộ sưu tập: one's own, one's unit's, and what others share. */
export function BoardsPage() {
  const { t } = useTranslation()
  const me = useMe()
  const navigate = useNavigate()
  const boards = useCollections()
  const [adding, setAdding] = useState(false)
  usePageTitle(t('collections.title'), me.hub.name)
  const add = (
    <Button leftSection={<IconPlus size={18} stroke={1.6} />} onClick={() => setAdding(true)}>
      {t('collections.add')}
    </Button>
  )
  return (
    <Page wide>
      <PageHeader title={t('collections.title')} actions={boards.data?.length ? add : undefined}>
        {t('collections.text')}
      </PageHeader>
      {boards.isPending ? (
        <ListSkeleton />
      ) : boards.isError ? (
        <ProblemState error={boards.error} onRetry={() => void boards.refetch()} />
      ) : boards.data.length === 0 ? (
        <PageState tone="accent" icon={<IconLibraryPhoto />} title={t('collections.empty.title')} actions={add}>
          {t('collections.empty.text')}
        </PageState>
      ) : (
        <ul className={classes.grid} aria-label={t('collections.list')}>
          {boards.data.map(board => (
            <BoardCard key={board.id} board={board} />
          ))}
        </ul>
      )}
      <Suspense fallback={null}>
        {adding && (
          <CollectionForm
            onClose={() => setAdding(false)}
            onMade={made => void navigate({ to: '/bo-suu-tap/$id', params: { id: made.id } })}
          />
        )}
      </Suspense>
    </Page>
  )
}
