import { useMediaQuery } from '@mantine/hooks'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { GridFoot } from './grid-foot.tsx'
import classes from './justified-grid.module.css'
import { justifiedLayout } from './justified-layout.ts'
import { selection, useSelection } from './selection.ts'
import { Tile } from './tile.tsx'
import { tileRatio } from './tile-ratio.ts'
import { useGridFocus } from './use-grid-focus.ts'
import { useGridKeys } from './use-grid-keys.ts'
import { useGridWidth } from './use-grid-width.ts'
import type { Results } from './use-search.ts'
import { useVisibleRows } from './use-visible-rows.ts'

const gap = 6

/** Pictures in rows that fill the width; only the rows near the window are in the page. */
export function JustifiedGrid({ results }: { results: Results }) {
  const { t } = useTranslation()
  const { hits } = results
  const chosen = useSelection()
  const phone = useMediaQuery('(max-width: 767px)', undefined, { getInitialValueInEffect: false })
  const { ref, width, top } = useGridWidth()
  const anchor = useRef(0)
  const layout = useMemo(
    () => justifiedLayout(hits.map(tileRatio), width || 1, phone ? 130 : 210, gap),
    [hits, width, phone],
  )
  const { first, end } = useVisibleRows(layout.rows, top)
  const shown = width > 0 ? layout.rows.slice(first, end) : []
  const { current, setCurrent, focusTile } = useGridFocus(ref, layout, top)
  const onKeyDown = useGridKeys({ hits, layout, current, focusTile })

  useEffect(() => {
    if (results.more && !results.loadingMore && end >= layout.rows.length - 3) results.loadMore()
  }, [results, end, layout])

  const choose = (index: number, range: boolean) => {
    const hit = hits[index]
    if (!hit) return
    if (range) selection.add(hits.slice(Math.min(anchor.current, index), Math.max(anchor.current, index) + 1))
    else selection.toggle(hit)
    anchor.current = index
  }
  const tiles = shown.flatMap(row => row.tiles.map(tile => ({ ...tile, top: row.top, height: row.height })))
  // Exactly one tile takes the Tab key: the current one, or the first that is in the page.
  const tabbable = tiles.some(tile => tile.index === current) ? current : tiles[0]?.index
  return (
    <div data-stale={results.stale || undefined} className={classes.area}>
      <div ref={ref} className={classes.grid} style={{ height: layout.height }}>
        <ul aria-label={t('search.grid')} onKeyDown={onKeyDown}>
          {tiles.map(({ index, ...box }) => {
            const hit = hits[index]
            return hit ? (
              <Tile
                key={hit.id}
                hit={hit}
                index={index}
                box={box}
                chosen={chosen.has(hit.id)}
                choosing={chosen.size > 0}
                tabbable={index === tabbable}
                eager={index < 16}
                onChoose={choose}
                onFocus={setCurrent}
              />
            ) : null
          })}
        </ul>
      </div>
      <GridFoot results={results} />
    </div>
  )
}
