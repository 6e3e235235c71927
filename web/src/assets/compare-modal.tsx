import '@mantine/core/styles/Modal.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'

import { Modal, SegmentedControl, Stack } from '@mantine/core'
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/format.ts'
import classes from './compare-modal.module.css'

type View = { scale: number; x: number; y: number }
const fitted: View = { scale: 1, x: 0, y: 0 }
export type ComparedPicture = { src: string | null; name: string; label: string }
type Props = { title: string; pictures: readonly ComparedPicture[]; onClose: () => void; children?: ReactNode }

/** Two pictures beside or over each other, zoomed and moved together: by wheel, by drag, by keys. */
export function CompareModal({ title, pictures, onClose, children }: Props) {
  const { t } = useTranslation()
  const f = useFormat()
  const [mode, setMode] = useState<'beside' | 'over'>('beside')
  const [view, setView] = useState(fitted)
  const [share, setShare] = useState(50)
  const drag = useRef<{ x: number; y: number } | null>(null)
  const zoom = (by: number) => setView(now => zoomed(now, now.scale * by))
  const pan = (x: number, y: number) => setView(now => (now.scale === 1 ? now : { ...now, x: now.x + x, y: now.y + y }))
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    act({ zoom, pan, whole: () => setView(fitted) })
  }
  const pointer = {
    onPointerDown: (event: PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId)
      drag.current = { x: event.clientX, y: event.clientY }
    },
    onPointerMove: (event: PointerEvent) => {
      const from = drag.current
      if (!from) return
      pan(event.clientX - from.x, event.clientY - from.y)
      drag.current = { x: event.clientX, y: event.clientY }
    },
    onPointerUp: () => {
      drag.current = null
    },
  }
  const style = { transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }
  return (
    <Modal
      opened
      onClose={onClose}
      size="min(1280px, 96vw)"
      title={title}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Stack gap={12}>
        <SegmentedControl
          className={classes.modes}
          aria-label={title}
          data={[
            { value: 'beside', label: t('assets.near.sideBySide') },
            { value: 'over', label: t('assets.near.over') },
          ]}
          value={mode}
          onChange={value => setMode(value as typeof mode)}
        />
        {/* biome-ignore lint/a11y/useSemanticElements: no element is a stage of pictures that takes keys. */}
        <div
          role="group"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys need a place to go to.
          tabIndex={0}
          aria-label={t('assets.near.stage')}
          className={classes.stage}
          data-mode={mode}
          onKeyDown={onKeyDown}
          onWheel={event => zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15)}
          {...pointer}
        >
          {pictures.map(({ src, name, label }, at) => (
            <figure
              key={label}
              className={classes.half}
              style={mode === 'over' && at === 1 ? { clipPath: `inset(0 0 0 ${share}%)` } : undefined}
            >
              <div className={classes.window}>
                <img src={src ?? undefined} alt={`${label}: ${name}`} style={style} draggable={false} />
              </div>
              <figcaption className="small cut">
                <b>{label}</b> · {name}
              </figcaption>
            </figure>
          ))}
        </div>
        {mode === 'over' && (
          <input
            type="range"
            min={0}
            max={100}
            value={share}
            aria-label={t('assets.near.divide')}
            className={classes.divide}
            onChange={event => setShare(Number(event.currentTarget.value))}
          />
        )}
        <p className="dim small" aria-live="polite">
          {t('assets.near.zoom', { percent: f.percent(view.scale * 100) })}
        </p>
        {children}
      </Stack>
    </Modal>
  )
}

type Acts = { zoom: (by: number) => void; pan: (x: number, y: number) => void; whole: () => void }
const keys: Record<string, ((acts: Acts) => void) | undefined> = {
  '+': ({ zoom }) => zoom(1.25),
  '=': ({ zoom }) => zoom(1.25),
  '-': ({ zoom }) => zoom(0.8),
  '0': ({ whole }) => whole(),
  ArrowLeft: ({ pan }) => pan(40, 0),
  ArrowRight: ({ pan }) => pan(-40, 0),
  ArrowUp: ({ pan }) => pan(0, 40),
  ArrowDown: ({ pan }) => pan(0, -40),
}

function zoomed(view: View, wanted: number): View {
  const scale = Math.min(8, Math.max(1, wanted))
  const ratio = scale / view.scale
  return scale === 1 ? fitted : { scale, x: view.x * ratio, y: view.y * ratio }
}
