import '@mantine/core/styles/Modal.layer.css'

import { Button, Group, Modal, Stack } from '@mantine/core'
import { type CSSProperties, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import { cropBox, fractions, type Point } from '#contracts/crop-box'
import type { PurposeList } from '#contracts/purpose'
import { useFormat } from '../ui/format.ts'
import { showToast } from '../ui/toast.ts'
import classes from './picture-board.module.css'
import { arrowStep, inside, PictureBoard, pictureOf } from './picture-board.tsx'
import { useSetFocus } from './use-downloads.ts'

type Source = { width: number; height: number }
type Props = { asset: Asset; list: PurposeList & { source: Source }; onClose: () => void }

/** Sets the point that every frame must show, and shows at once what each frame would cut. */
export function FocalModal({ asset, list, onClose }: Props) {
  const { t } = useTranslation()
  const f = useFormat()
  const save = useSetFocus(asset.id)
  const [point, setPoint] = useState<Point>(list.focalPoint ?? { x: 0.5, y: 0.5 })
  const { source } = list
  const send = (wanted: Point | null) =>
    save.mutate(wanted, {
      onSuccess: () => {
        void showToast({ message: t('assets.forPurpose.focus.saved') })
        onClose()
      },
    })
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('assets.forPurpose.focus.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Stack gap={16}>
        <p className="dim small">{t('assets.forPurpose.focus.hint')}</p>
        <PictureBoard asset={asset} source={source} onDraw={setPoint}>
          <button
            type="button"
            data-autofocus
            className={classes.point}
            style={{ left: `${point.x * 100}%`, top: `${point.y * 100}%` }}
            aria-label={t('assets.forPurpose.focus.point', {
              x: f.percent(point.x * 100),
              y: f.percent(point.y * 100),
            })}
            onKeyDown={event => {
              const step = arrowStep(event.key, event.shiftKey)
              if (!step) return
              event.preventDefault()
              setPoint(now => ({ x: inside(now.x + step.x), y: inside(now.y + step.y) }))
            }}
          />
        </PictureBoard>
        <div className={classes.previews}>
          {list.downloads.map(
            ({ purpose, frame }) =>
              frame && (
                <span key={purpose} className={classes.preview}>
                  <Window asset={asset} source={source} frame={frame} point={point} />
                  {f.pixels(frame.width, frame.height)}
                </span>
              ),
          )}
        </div>
        <Group justify="space-between">
          <Button variant="subtle" color="gray" disabled={save.isPending} onClick={() => send(null)}>
            {t('assets.forPurpose.focus.automatic')}
          </Button>
          <Button loading={save.isPending} onClick={() => send(point)}>
            {t('assets.forPurpose.focus.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

type WindowProps = { asset: Asset; source: Source; frame: Source; point: Point }

/** What a frame would show around a point. */
function Window({ asset, source, frame, point }: WindowProps) {
  const box = fractions(source, cropBox(source, frame, point))
  const style: CSSProperties = {
    width: `${100 / box.width}%`,
    height: `${100 / box.height}%`,
    left: `${(-box.x / box.width) * 100}%`,
    top: `${(-box.y / box.height) * 100}%`,
  }
  return (
    <span className={classes.window} style={{ aspectRatio: `${frame.width} / ${frame.height}` }}>
      <img src={pictureOf(asset) ?? undefined} alt="" style={style} draggable={false} />
    </span>
  )
}
