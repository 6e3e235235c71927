import { type DragEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Collection, CollectionItem } from '#contracts/collection'
import { showToast } from '../ui/toast.ts'
import classes from './board-grid.module.css'
import { BoardTile } from './board-tile.tsx'
import { useEditItem, useRemoveItem } from './use-board-items.ts'
import { useEditCollection } from './use-collections.ts'

/** The board's items in rows as the library shows them; dragged, or moved by their arrow buttons. */
export function BoardGrid({ board, items }: { board: Collection; items: CollectionItem[] }) {
  const { t } = useTranslation()
  const edit = useEditItem(board.id)
  const remove = useRemoveItem(board.id)
  const cover = useEditCollection(board.id)
  const list = useRef<HTMLUListElement>(null)
  const [dragged, setDragged] = useState<string | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const refocus = useRef<{ id: string; way: string } | null>(null)
  const move = (assetId: string, before: string | null) => edit.mutate({ assetId, edit: { before } })
  const step = (index: number, by: -1 | 1) => {
    const item = items[index]
    if (!item || !items[index + by]) return
    refocus.current = { id: item.id, way: by < 0 ? 'before' : 'after' }
    move(item.id, by < 0 ? (items[index - 1]?.id ?? null) : (items[index + 2]?.id ?? null))
    setSaid(t('collections.board.moved', { position: index + by + 1, total: items.length }))
  }
  // An element that moves in the page loses the focus: it gets it back, so that one may press again.
  useEffect(() => {
    const wanted = refocus.current
    if (!wanted || items.length === 0) return
    refocus.current = null
    list.current?.querySelector<HTMLElement>(`[data-item="${wanted.id}"] [data-way="${wanted.way}"]`)?.focus()
  }, [items])
  const drop = (event: DragEvent, before: string) => {
    event.preventDefault()
    if (dragged && dragged !== before) move(dragged, before)
    setDragged(null)
    setOver(null)
  }
  return (
    <>
      {board.may.edit && items.length > 1 && (
        <p className={`${classes.hint} dim small`}>{t('collections.board.moveHint')}</p>
      )}
      <ul ref={list} className={classes.grid} aria-label={t('collections.board.order')}>
        {items.map((item, index) => (
          <BoardTile
            key={item.id}
            item={item}
            editable={board.may.edit}
            first={index === 0}
            last={index === items.length - 1}
            isCover={board.coverId === item.id}
            state={dragged === item.id ? 'dragged' : over === item.id && dragged ? 'target' : null}
            onStep={by => step(index, by)}
            onNote={note => edit.mutate({ assetId: item.id, edit: { note } })}
            onRemove={() =>
              remove.mutate(item.id, { onSuccess: () => void showToast({ message: t('collections.board.removed') }) })
            }
            onCover={() =>
              cover.mutate(
                { cover: item.id },
                { onSuccess: () => void showToast({ message: t('collections.board.covered') }) },
              )
            }
            drag={{
              onDragStart: event => {
                event.dataTransfer.effectAllowed = 'move'
                event.dataTransfer.setData('text/plain', item.title)
                setDragged(item.id)
              },
              onDragEnd: () => {
                setDragged(null)
                setOver(null)
              },
              onDragOver: event => {
                if (!dragged) return
                event.preventDefault()
                setOver(item.id)
              },
              onDrop: event => drop(event, item.id),
            }}
          />
        ))}
      </ul>
      <p role="status" className="visually-hidden">
        {said}
      </p>
    </>
  )
}
