import { ActionIcon, Button } from '@mantine/core'
import { IconArrowLeft, IconDownload, IconLibraryPhoto, IconPencil, IconShare2, IconTrash } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Collection } from '#contracts/collection'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { LoadingPage } from '../app/page-fallbacks.tsx'
import { ProblemState } from '../app/problem-state.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { PageState } from '../ui/page-state.tsx'
import { BoardGrid } from './board-grid.tsx'
import classes from './board-page.module.css'
import { useBoardItems } from './use-board-items.ts'
import { useCollection } from './use-collections.ts'

const CollectionForm = lazy(async () => ({ default: (await import('./collection-form.tsx')).CollectionForm }))
const DeleteBoard = lazy(async () => ({ default: (await import('./delete-board.tsx')).DeleteBoard }))
const ShareModal = lazy(async () => ({ default: (await import('./share-modal.tsx')).ShareModal }))
const ZipModal = lazy(async () => ({ default: (await import('./zip-modal.tsx')).ZipModal }))

/** One board: what stands on it, in its order, and what may be done with all of it. */
export function BoardPage() {
  const { t } = useTranslation()
  const me = useMe()
  const { id } = useParams({ from: '/shell/bo-suu-tap/$id' })
  const board = useCollection(id)
  usePageTitle(board.data?.name ?? t('collections.title'), me.hub.name)
  return (
    <Page wide>
      <Link to="/bo-suu-tap" className={classes.back}>
        <IconArrowLeft size={16} stroke={1.8} aria-hidden="true" />
        {t('collections.board.back')}
      </Link>
      {board.isPending ? (
        <LoadingPage />
      ) : board.isError ? (
        <ProblemState error={board.error} order={1} onRetry={() => void board.refetch()} />
      ) : (
        <Board board={board.data} />
      )}
    </Page>
  )
}

function Board({ board }: { board: Collection }) {
  const { t } = useTranslation()
  const whose =
    board.unit?.name ?? (board.mine ? t('collections.private') : t('collections.byOwner', { name: board.owner }))
  const shared = board.grants.map(grant => grant.unit.shortName)
  return (
    <>
      <PageHeader title={board.name} actions={<Acts board={board} />}>
        {[whose, ...shared, t('collections.items', { count: board.items })].join(' · ')}
      </PageHeader>
      {board.note && <p className={classes.note}>{board.note}</p>}
      <Items board={board} />
    </>
  )
}

function Acts({ board }: { board: Collection }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<'edit' | 'delete' | 'share' | 'zip' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      {board.may.share && (
        <Button leftSection={<IconShare2 size={18} stroke={1.6} />} onClick={() => setOpen('share')}>
          {t('collections.board.share')}
        </Button>
      )}
      {board.items > 0 && (
        <Button variant="default" leftSection={<IconDownload size={18} stroke={1.6} />} onClick={() => setOpen('zip')}>
          {t('collections.board.download')}
        </Button>
      )}
      {board.may.manage && (
        <>
          <Button variant="default" leftSection={<IconPencil size={18} stroke={1.6} />} onClick={() => setOpen('edit')}>
            {t('collections.board.edit')}
          </Button>
          <ActionIcon
            className={classes.delete}
            variant="default"
            size={36}
            aria-label={t('collections.board.delete')}
            title={t('collections.board.delete')}
            onClick={() => setOpen('delete')}
          >
            <IconTrash size={18} stroke={1.6} />
          </ActionIcon>
        </>
      )}
      <Suspense fallback={null}>
        {open === 'edit' && <CollectionForm collection={board} onClose={close} />}
        {open === 'delete' && <DeleteBoard board={board} onClose={close} />}
        {open === 'share' && <ShareModal board={board} onClose={close} />}
        {open === 'zip' && <ZipModal of={{ collection: board.id }} count={board.items} onClose={close} />}
      </Suspense>
    </>
  )
}

function Items({ board }: { board: Collection }) {
  const { t } = useTranslation()
  const items = useBoardItems(board.id)
  if (items.isPending) return <LoadingPage />
  if (items.isError) return <ProblemState error={items.error} onRetry={() => void items.refetch()} />
  const all = items.data.pages.flatMap(page => page.items)
  if (all.length === 0) {
    return (
      <PageState
        tone="accent"
        icon={<IconLibraryPhoto />}
        title={t('collections.board.empty')}
        actions={<LinkButton to="/kho">{t('collections.board.toLibrary')}</LinkButton>}
      >
        {t('collections.board.emptyText')}
      </PageState>
    )
  }
  return (
    <>
      <BoardGrid board={board} items={all} />
      {items.hasNextPage && (
        <Button variant="default" mt={24} loading={items.isFetchingNextPage} onClick={() => void items.fetchNextPage()}>
          {t('collections.board.showMore')}
        </Button>
      )}
    </>
  )
}
