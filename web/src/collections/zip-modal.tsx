import '@mantine/core/styles/Modal.layer.css'
import '@mantine/core/styles/Radio.layer.css'
import { Button, Modal, Radio, Stack } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ZipSize } from '#contracts/download'
import { useProblem } from '../app/use-problem.ts'
import { useFormat } from '../ui/format.ts'
import { ModalFoot } from '../ui/modal-foot.tsx'
import { startZip, useZipPlan, type ZipOf } from './use-zip.ts'

const sizes = ['original', 'web', 'preview'] as const

/** Which size, how much it will be, and off it goes. `count` is how many items were asked for. */
export function ZipModal({ of, count, onClose }: { of: ZipOf; count: number; onClose: () => void }) {
  const { t } = useTranslation()
  const f = useFormat()
  const problem = useProblem()
  const [size, setSize] = useState<ZipSize>('original')
  const plan = useZipPlan(of, size)
  const refusal = plan.error ? problem(plan.error) : null
  const left = plan.data ? count - plan.data.files : 0
  const start = () => {
    startZip(of, size)
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('collections.zip.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Stack gap={16}>
        <Radio.Group label={t('collections.zip.size')} value={size} onChange={value => setSize(value as ZipSize)}>
          <Stack gap={8} mt={6}>
            {sizes.map(each => (
              <Radio
                key={each}
                value={each}
                label={t(`collections.zip.${each}`)}
                description={t(`collections.zip.${each}Hint`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <div role="status">
          {plan.data && !refusal && (
            <>
              <p>
                <b>{t('collections.zip.sum', { count: plan.data.files, size: f.bytes(plan.data.bytes) })}</b>
              </p>
              <p className="dim small">{t('collections.zip.sheet')}</p>
              {left > 0 && <p className="dim small">{t('collections.zip.left', { count: left })}</p>}
            </>
          )}
        </div>
        <ModalFoot refusal={refusal} onClose={onClose}>
          <Button
            leftSection={<IconDownload size={18} stroke={1.6} />}
            loading={plan.isPending}
            disabled={refusal !== null || !plan.data}
            onClick={start}
          >
            {t('collections.zip.start')}
          </Button>
        </ModalFoot>
      </Stack>
    </Modal>
  )
}
