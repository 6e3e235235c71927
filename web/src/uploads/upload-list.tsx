import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UploadItem } from './upload-item.ts'
import classes from './upload-list.module.css'
import { UploadRow } from './upload-row.tsx'

type Props = { items: UploadItem[]; onOwn: (id: string) => void; onFiles: (files: File[]) => void }
const rowHeight = 68

/** The files of the batch. Only the rows near the window are in the page; a screen reader still hears how many there are. */
export function UploadList({ items, onOwn, onFiles }: Props) {
  const { t } = useTranslation()
  const list = useRef<HTMLUListElement>(null)
  const [top, setTop] = useState(0)
  // What stands above the list comes and goes: notices, the bar of the whole.
  useLayoutEffect(() => {
    const now = list.current ? Math.round(list.current.getBoundingClientRect().top + window.scrollY) : 0
    if (Math.abs(now - top) > 1) setTop(now)
  })
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: top,
    getItemKey: index => items[index]?.id ?? index,
  })
  return (
    <ul ref={list} className={classes.list} aria-label={t('uploads.list')} style={{ height: rows.getTotalSize() }}>
      {rows.getVirtualItems().map(({ index, key, start }) => {
        const item = items[index]
        if (!item) return null
        return (
          <li
            key={key}
            ref={rows.measureElement}
            data-index={index}
            className={classes.place}
            aria-setsize={items.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            <UploadRow item={item} onOwn={onOwn} onFiles={onFiles} />
          </li>
        )
      })}
    </ul>
  )
}
