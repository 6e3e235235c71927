import '@mantine/core/styles/Modal.layer.css'

import { ActionIcon, Button, Loader, Modal } from '@mantine/core'
import { IconPhotoOff, IconPhotoScan, IconX, IconZoomIn, IconZoomOut, IconZoomReset } from '@tabler/icons-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/format.ts'
import { PageState } from '../ui/page-state.tsx'
import classes from './deep-zoom.module.css'
import type { PictureSource, WholePicture } from './picture-sources.ts'
import { useDeepZoom } from './use-deep-zoom.ts'

type Props = {
  copy: PictureSource
  whole: WholePicture | null
  originalWidth: number
  title: string
  alt: string
  onClose: () => void
}

/** A picture over the whole window, to look into: the copy at once, every pixel of the original when somebody asks for it. */
export function DeepZoom(props: Props) {
  const { t } = useTranslation()
  return (
    <Modal.Root opened fullScreen onClose={props.onClose} transitionProps={{ duration: 0 }}>
      <Modal.Content aria-label={t('zoom.dialog', { title: props.title })} classNames={{ content: classes.content }}>
        <Inside {...props} />
      </Modal.Content>
    </Modal.Root>
  )
}

// Of its own, as the surface needs its box, which a dialog makes later than itself.
function Inside({ copy, whole, originalWidth, title, alt, onClose }: Props) {
  const { t } = useTranslation()
  const f = useFormat()
  const box = useRef<HTMLDivElement>(null)
  const [asked, setAsked] = useState(false)
  const source = asked && whole ? whole : copy
  const view = useDeepZoom(box, source, originalWidth)
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keys[event.key]
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    act(view)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of everything inside
    <div className={classes.all} onKeyDown={onKeyDown} data-state={view.state}>
      <div className={classes.head}>
        <b className={`cut ${classes.title}`}>{title}</b>
        <span className={classes.tools}>
          <Tool label={t('zoom.out')} icon={IconZoomOut} on={() => view.zoom(1 / 1.5)} />
          <span className={classes.percent} aria-live="polite">
            {f.percent(view.percent)}
          </span>
          <Tool label={t('zoom.in')} icon={IconZoomIn} on={() => view.zoom(1.5)} />
          <Tool label={t('zoom.fit')} icon={IconZoomReset} on={view.fit} />
          <Button size="compact-sm" variant="subtle" color="gray" title={t('zoom.whole')} onClick={view.whole}>
            {f.percent(100)}
          </Button>
        </span>
        <Tool label={t('ui.close')} icon={IconX} on={onClose} />
      </div>
      <div className={classes.stage}>
        {/* biome-ignore lint/a11y/useSemanticElements: a picture that is moved and zoomed */}
        <div
          ref={box}
          className={classes.box}
          role="group"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys need a place to go to
          tabIndex={0}
          data-autofocus
          aria-label={`${alt}. ${t('zoom.keys')}`}
        />
        {view.state === 'opening' && (
          <p className={classes.plate} role="status">
            <Loader size="xs" /> {t('zoom.opening')}
          </p>
        )}
        {view.state === 'failed' && (
          <div className={classes.failed} role="alert">
            <PageState icon={<IconPhotoOff />} title={t('zoom.failed')} />
            {asked && (
              <Button variant="default" onClick={() => setAsked(false)}>
                {t('zoom.backToCopy')}
              </Button>
            )}
          </div>
        )}
        {view.state === 'open' && whole && !asked && (
          <Button
            className={classes.whole}
            size="xs"
            variant="default"
            leftSection={<IconPhotoScan size={16} stroke={1.6} />}
            onClick={() => setAsked(true)}
          >
            {t('zoom.loadWhole', { pixels: f.pixels(whole.width, whole.height), size: f.bytes(whole.size) })}
          </Button>
        )}
        {view.state === 'open' && asked && <p className={classes.plate}>{t('zoom.isWhole')}</p>}
      </div>
    </div>
  )
}

function Tool({ label, icon: Sign, on }: { label: string; icon: typeof IconX; on: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" size={36} aria-label={label} title={label} onClick={on}>
      <Sign size={18} stroke={1.6} />
    </ActionIcon>
  )
}

type View = ReturnType<typeof useDeepZoom>
const keys: Record<string, ((view: View) => void) | undefined> = {
  '+': view => view.zoom(1.5),
  '=': view => view.zoom(1.5),
  '-': view => view.zoom(1 / 1.5),
  '0': view => view.fit(),
  '1': view => view.whole(),
  ArrowLeft: view => view.pan(-80, 0),
  ArrowRight: view => view.pan(80, 0),
  ArrowUp: view => view.pan(0, -80),
  ArrowDown: view => view.pan(0, 80),
}
