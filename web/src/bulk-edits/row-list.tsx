import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkRowState } from '#contracts/bulk-edit-values'
import { ProblemState } from '../app/problem-state.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import classes from './bulk-edits.module.css'
import { DifferenceRow } from './difference-row.tsx'
import { useBulkRows } from './use-bulk-edits.ts'

/** Every row; only those near the window are in the page, and what follows is fetched when it comes near. */
export function RowList({ id, state, step }: { id: string; state: BulkRowState | undefined; step: string }) {
  const { t } = useTranslation()
  const list = useRef<HTMLUListElement>(null)
  const [top, setTop] = useState(0)
  const query = useBulkRows(id, state, step)
  const rows = query.data?.pages.flatMap(page => page.rows) ?? []
  // What stands above the list comes and goes.
  useLayoutEffect(() => {
    const now = list.current ? Math.round(list.current.getBoundingClientRect().top + window.scrollY) : 0
    if (Math.abs(now - top) > 1) setTop(now)
  })
  const near = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => 96,
    overscan: 8,
    scrollMargin: top,
    getItemKey: index => rows[index]?.number ?? index,
  })
  const items = near.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - 20) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, rows.length])
  if (query.isPending) return <ListSkeleton />
  if (query.isError && !query.data) return <ProblemState error={query.error} onRetry={() => void query.refetch()} />
  if (rows.length === 0) return <p className="dim">{t('bulkEdits.noRows')}</p>
  return (
    <ul ref={list} className={classes.rows} aria-labelledby="bulk-rows" style={{ height: near.getTotalSize() }}>
      {items.map(({ index, key, start }) => {
        const row = rows[index]
        return row ? (
          <li
            key={key}
            ref={near.measureElement}
            data-index={index}
            className={classes.place}
            aria-posinset={index + 1}
            aria-setsize={hasNextPage ? -1 : rows.length}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            <DifferenceRow row={row} />
          </li>
        ) : null
      })}
    </ul>
  )
}
