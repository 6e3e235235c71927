import { useSearch as useAddress, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { DidYouMean } from './did-you-mean.tsx'
import { Facets } from './facets.tsx'
import { GridSkeleton } from './grid-skeleton.tsx'
import { JustifiedGrid } from './justified-grid.tsx'
import classes from './library-page.module.css'
import { type LibraryState, readLibraryState } from './library-state.ts'
import { LibraryToolbar } from './library-toolbar.tsx'
import { rememberTrail } from './search-trail.ts'
import { useSelection } from './selection.ts'
import { useSearch } from './use-search.ts'

// What the first look at the library does not show.
const ActionBar = lazy(async () => ({ default: (await import('./action-bar.tsx')).ActionBar }))
const HitList = lazy(async () => ({ default: (await import('./hit-list.tsx')).HitList }))
const NothingFound = lazy(async () => ({ default: (await import('./nothing-found.tsx')).NothingFound }))

/** Kho tư liệu: everything that the address says, nothing that it does not. */
export function LibraryPage() {
  const { t } = useTranslation()
  const me = useMe()
  const state = useAddress({ from: '/shell/kho' })
  const navigate = useNavigate()
  const results = useSearch(state)
  usePageTitle(t('search.title'), me.hub.name)

  const change = useCallback(
    (next: LibraryState) => void navigate({ to: '/kho', search: readLibraryState(next), resetScroll: true }),
    [navigate],
  )
  useEffect(() => {
    if (!results.first || results.stale) return
    rememberTrail({
      state,
      items: results.hits,
      total: results.first.total,
      exact: results.first.totalIsExact,
    })
  })
  return (
    <div className={classes.library}>
      <aside className={classes.facets} aria-label={t('search.filters')}>
        <Facets state={state} answer={results.first} onChange={change} />
      </aside>
      <section className={classes.results} aria-busy={results.stale || results.loading}>
        <h1 className="visually-hidden">{t('search.title')}</h1>
        <LibraryToolbar state={state} answer={results.first} onChange={change} />
        <DidYouMean answer={results.first} state={state} onChange={change} />
        <Shown state={state} results={results} onChange={change} />
      </section>
      <SelectionBar />
    </div>
  )
}

/** By itself, so that the page is not drawn again at each selection. */
function SelectionBar() {
  const some = useSelection().size > 0
  return <Suspense fallback={null}>{some && <ActionBar />}</Suspense>
}

function Shown({
  state,
  results,
  onChange,
}: {
  state: LibraryState
  results: ReturnType<typeof useSearch>
  onChange: (next: LibraryState) => void
}) {
  if (results.loading) return <GridSkeleton />
  if (results.error && results.hits.length === 0) return <ProblemState error={results.error} onRetry={results.retry} />
  if (results.hits.length > 0 && state.view !== 'list') return <JustifiedGrid results={results} />
  return (
    <Suspense fallback={<GridSkeleton />}>
      {results.hits.length === 0 ? (
        <NothingFound state={state} answer={results.first} onChange={onChange} />
      ) : (
        <HitList results={results} />
      )}
    </Suspense>
  )
}
