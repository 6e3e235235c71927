import { useMediaQuery } from '@mantine/hooks'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { GridFoot } from './grid-foot.tsx'
import classes from './justified-grid.module.css'
import { justifiedLayout } from './justified-layout.ts'
import { selection, useSelection } from './selection.ts'
import { Tile } from './tile.tsx'
import { tileRatio } from './tile-ratio.ts'
import { useGridKeys } from './use-grid-keys.ts'
import { useGridWidth } from './use-grid-width.ts'
import type { Results } from './use-search.ts'

const gap = 6

/** Pictures in rows that fill the width; only the rows near the window are in the page. */
export function JustifiedGrid({ results }: { results: Results }) {
  const { t } = useTranslation()
  const { hits } = results
  const chosen = useSelection()
  const phone = useMediaQuery('(max-width: 767px)', undefined, { getInitialValueInEffect: false })
  const { ref, width, top } = useGridWidth()
  const [current, setCurrent] = useState(0)
  const anchor = useRef(0)
  const layout = useMemo(
    () => justifiedLayout(hits.map(tileRatio), width || 1, phone ? 130 : 210, gap),
    [hits, width, phone],
  )
  const rows = useWindowVirtualizer({
    count: layout.rows.length,
    estimateSize: index => (layout.rows[index]?.height ?? 0) + gap,
    overscan: 3,
    scrollMargin: top,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another layout has other row heights
  useLayoutEffect(() => rows.measure(), [rows, layout])

  const visible = width > 0 ? rows.getVirtualItems() : []
  const lastRow = visible.at(-1)?.index ?? 0
  useEffect(() => {
    if (results.more && !results.loadingMore && lastRow >= layout.rows.length - 4) results.loadMore()
  }, [results, lastRow, layout])

  const focusTile = (index: number) => {
    setCurrent(index)
    const row = layout.rows.findIndex(r => r.tiles.some(tile => tile.index === index))
    rows.scrollToIndex(row, { align: 'auto' })
    // The row may only just be coming into the page.
    requestAnimationFrame(() =>
      ref.current?.querySelector<HTMLElement>(`[data-tile="${index}"]`)?.focus({ preventScroll: true }),
    )
  }
  const onKeyDown = useGridKeys({ hits, layout, current, focusTile })
  const choose = (index: number, range: boolean) => {
    const hit = hits[index]
    if (!hit) return
    if (range) selection.add(hits.slice(Math.min(anchor.current, index), Math.max(anchor.current, index) + 1))
    else selection.toggle(hit)
    anchor.current = index
  }
  const tabbable = Math.min(current, hits.length - 1)
  const tabbableShown = visible.some(item => layout.rows[item.index]?.tiles.some(tile => tile.index === tabbable))
  const firstShown = layout.rows[visible[0]?.index ?? 0]?.tiles[0]?.index ?? 0
  return (
    <div data-stale={results.stale || undefined} className={classes.area}>
      <div ref={ref} className={classes.grid} style={{ height: layout.height }}>
        <ul aria-label={t('search.grid')} onKeyDown={onKeyDown}>
          {visible.flatMap(item => {
            const row = layout.rows[item.index]
            return (row?.tiles ?? []).map(tile => {
              const hit = hits[tile.index]
              return hit && row ? (
                <Tile
                  key={hit.id}
                  hit={hit}
                  index={tile.index}
                  box={{ top: row.top, left: tile.left, width: tile.width, height: row.height }}
                  chosen={chosen.has(hit.id)}
                  choosing={chosen.size > 0}
                  tabbable={tile.index === (tabbableShown ? tabbable : firstShown)}
                  eager={item.index < 4}
                  onChoose={choose}
                  onFocus={setCurrent}
                />
              ) : null
            })
          })}
        </ul>
      </div>
      <GridFoot results={results} />
    </div>
  )
}
