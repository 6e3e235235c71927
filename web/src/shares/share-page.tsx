import { Button } from '@mantine/core'
import { IconDownload, IconLinkOff, IconPhoto } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SharedBoard } from '#contracts/share'
import { ApiProblem } from '../app/api.ts'
import { hubName, usePageTitle } from '../app/hub-name.ts'
import { LoadingPage } from '../app/page-fallbacks.tsx'
import { ProblemState } from '../app/problem-state.tsx'
import { useFormat } from '../ui/format.ts'
import { PageState } from '../ui/page-state.tsx'
import { ShareDoor } from './share-door.tsx'
import { ShareFrame } from './share-frame.tsx'
import classes from './share-page.module.css'
import { SharedTile } from './shared-tile.tsx'
import { useSharedBoard } from './use-shared-board.ts'

const SharedViewer = lazy(async () => ({ default: (await import('./shared-viewer.tsx')).SharedViewer }))

/** What somebody outside sees behind a link: the board, and nothing of the hub's own. */
export function SharePage() {
  const { t } = useTranslation()
  const { token } = useParams({ from: '/chia-se/$token' })
  const board = useSharedBoard(token)
  usePageTitle(board.data?.name ?? '', hubName())
  if (board.isPending) return <LoadingPage />
  if (board.data) return <Shared board={board.data} />
  const key = board.error instanceof ApiProblem ? board.error.key : null
  return (
    <ShareFrame>
      {key === 'share-password' ? (
        <ShareDoor token={token} />
      ) : key === 'not-found' ? (
        <PageState icon={<IconLinkOff />} order={1} title={t('shares.gone.title')}>
          {t('shares.gone.text')}
        </PageState>
      ) : (
        <ProblemState order={1} error={board.error} onRetry={() => void board.refetch()} />
      )}
    </ShareFrame>
  )
}

function Shared({ board }: { board: SharedBoard }) {
  const { t } = useTranslation()
  const f = useFormat()
  const [shown, setShown] = useState<number | null>(null)
  return (
    <ShareFrame>
      <header className={classes.head}>
        <div className={classes.words}>
          <h1>{board.name}</h1>
          <p className="dim">
            {[
              board.unit ?? board.hub,
              t('shares.count', { count: board.items.length }),
              t('shares.until', { date: f.date(board.expiresAt) }),
            ].join(' · ')}
          </p>
          {board.note && <p className={classes.note}>{board.note}</p>}
        </div>
        {board.zip && (
          <Button component="a" href={board.zip} leftSection={<IconDownload size={18} stroke={1.6} />}>
            {t('shares.downloadAll')}
          </Button>
        )}
      </header>
      {board.items.length === 0 ? (
        <PageState icon={<IconPhoto />} title={t('shares.empty.title')}>
          {t('shares.empty.text')}
        </PageState>
      ) : (
        <ul className={classes.grid}>
          {board.items.map((item, index) => (
            <SharedTile key={item.id} item={item} onOpen={() => setShown(index)} />
          ))}
        </ul>
      )}
      {!board.zip && board.items.length > 0 && <p className={`${classes.foot} dim`}>{t('shares.viewOnly')}</p>}
      <Suspense fallback={null}>
        {shown !== null && (
          <SharedViewer items={board.items} index={shown} onMove={setShown} onClose={() => setShown(null)} />
        )}
      </Suspense>
    </ShareFrame>
  )
}
