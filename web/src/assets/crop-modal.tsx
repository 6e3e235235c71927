import '@mantine/core/styles/Modal.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'

import { Button, Group, Modal, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import type { Box, Point } from '#contracts/crop-box'
import type { Crop } from '#contracts/purpose'
import { ApiProblem } from '../app/api.ts'
import { useProblem } from '../app/use-problem.ts'
import { useFormat } from '../ui/format.ts'
import { showToast } from '../ui/toast.ts'
import { type Corner, type CropShape, cornerDrawn, cropShapes, moved, reshaped, shapeRatio } from './crop-frame.ts'
import { CropFrame } from './crop-frame-view.tsx'
import modal from './modal-form.module.css'
import { PictureBoard } from './picture-board.tsx'
import { useSaveCrop } from './use-downloads.ts'

const whole: Box = { x: 0.1, y: 0.1, width: 0.8, height: 0.8 }
const shapes = Object.keys(cropShapes) as CropShape[]
type Props = { asset: Asset; source: { width: number; height: number }; crop: Crop | null; onClose: () => void }

/** Draws a crop and gives it a name: by pointer, by finger, or by the arrow keys. */
export function CropModal({ asset, source, crop, onClose }: Props) {
  const { t } = useTranslation()
  const f = useFormat()
  const problem = useProblem()
  const save = useSaveCrop(asset.id)
  const [name, setName] = useState(crop?.name ?? '')
  const [shape, setShape] = useState<CropShape>('free')
  const [box, setBox] = useState<Box>(crop?.box ?? whole)
  const ratio = shapeRatio(shape, source)
  const grip = useRef<{ corner: Corner | null; from: Point; box: Box } | null>(null)
  const draw = (at: Point, { start, target }: { start: boolean; target: HTMLElement }) => {
    if (start) grip.current = { corner: (target.dataset.corner as Corner | undefined) ?? null, from: at, box }
    const held = grip.current
    if (!held || start) return
    const by = { x: at.x - held.from.x, y: at.y - held.from.y }
    setBox(held.corner ? cornerDrawn(held.box, held.corner, at, ratio) : moved(held.box, by))
  }
  const pixels = { width: Math.round(box.width * source.width), height: Math.round(box.height * source.height) }
  const submit = () =>
    save.mutate(
      { cropId: crop?.id ?? null, draft: { name: name.trim(), ...box } },
      {
        onSuccess: () => {
          void showToast({ message: t('assets.forPurpose.crop.saved') })
          onClose()
        },
      },
    )
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('assets.forPurpose.crop.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form
        onSubmit={event => {
          event.preventDefault()
          submit()
        }}
      >
        <Stack gap={14}>
          <SegmentedControl
            aria-label={t('assets.forPurpose.crop.shape')}
            data={shapes.map(value => ({ value, label: t(`assets.forPurpose.crop.${value}`) }))}
            value={shape}
            onChange={value => {
              setShape(value as CropShape)
              setBox(now => reshaped(now, shapeRatio(value as CropShape, source)))
            }}
          />
          <PictureBoard asset={asset} source={source} onDraw={draw}>
            <CropFrame
              box={box}
              label={t('assets.forPurpose.crop.frame', pixels)}
              onMove={by => setBox(now => moved(now, by))}
              onCorner={(corner, to) => setBox(now => cornerDrawn(now, corner, to, ratio))}
            />
          </PictureBoard>
          <p className="dim small">
            {f.pixels(pixels.width, pixels.height)} px. {t('assets.forPurpose.crop.hint')}
          </p>
          {save.error && (
            <p role="alert" className={modal.trouble}>
              {save.error instanceof ApiProblem && save.error.key === 'conflict'
                ? t('assets.forPurpose.crop.taken')
                : `${problem(save.error).title}. ${problem(save.error).detail}`}
            </p>
          )}
          <TextInput
            label={t('assets.forPurpose.crop.name')}
            placeholder={t('assets.forPurpose.crop.nameHint')}
            value={name}
            maxLength={80}
            required
            onChange={event => setName(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending} disabled={!name.trim()}>
              {t('assets.forPurpose.crop.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
