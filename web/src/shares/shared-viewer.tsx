import '@mantine/core/styles/Modal.layer.css'
import { ActionIcon, Modal } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { type KeyboardEvent, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { SharedItem } from '#contracts/share'
import { KindIcon } from '../assets/kind-icon.tsx'
import { useFormat } from '../ui/format.ts'
import classes from './shared-viewer.module.css'

type Props = { items: SharedItem[]; index: number; onMove: (index: number) => void; onClose: () => void }

/** One item large, the next by the arrow keys. */
export function SharedViewer({ items, index, onMove, onClose }: Props) {
  const { t } = useTranslation()
  const f = useFormat()
  const item = items[index]
  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      // The film's own keys are the film's.
      if ((event.target as HTMLElement).tagName === 'VIDEO') return
      const next = event.key === 'ArrowLeft' ? index - 1 : event.key === 'ArrowRight' ? index + 1 : index
      if (next !== index && items[next]) onMove(next)
    },
    [index, items, onMove],
  )
  if (!item) return null
  const facts = [item.creator, f.date(item.date), item.credit]
  return (
    <Modal
      opened
      fullScreen
      onClose={onClose}
      title={item.title || t('shares.untitled')}
      onKeyDown={onKeyDown}
      classNames={{ body: classes.body, content: classes.content }}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <div className={classes.stage}>
        <Turn label={t('shares.previous')} disabled={index === 0} onClick={() => onMove(index - 1)}>
          <IconChevronLeft size={22} stroke={1.6} />
        </Turn>
        <div className={classes.mat}>
          {item.video ? (
            // biome-ignore lint/a11y/useMediaCaption: what a link shows has no captions of its own yet; the description stands below
            <video
              key={item.id}
              className={classes.media}
              src={item.video}
              poster={item.picture ?? undefined}
              controls
              playsInline
            />
          ) : item.picture ? (
            <img
              key={item.id}
              className={classes.media}
              src={item.picture}
              alt={item.altText || item.title}
              draggable={false}
            />
          ) : (
            <KindIcon kind={item.kind} size={64} />
          )}
        </div>
        <Turn label={t('shares.next')} disabled={index === items.length - 1} onClick={() => onMove(index + 1)}>
          <IconChevronRight size={22} stroke={1.6} />
        </Turn>
      </div>
      <div className={classes.words}>
        <p className="dim">{facts.filter(Boolean).join(' · ')}</p>
        {item.note && <p>{item.note}</p>}
        {item.description && <p className={classes.description}>{item.description}</p>}
      </div>
    </Modal>
  )
}

function Turn({
  label,
  ...props
}: {
  label: string
  disabled: boolean
  onClick: () => void
  children: React.ReactNode
}) {
  return <ActionIcon variant="subtle" color="gray" size={44} aria-label={label} {...props} />
}
