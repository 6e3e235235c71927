import '@mantine/core/styles/Modal.layer.css'
import { Button, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StorageAnswer } from '#contracts/storage'
import { useProblem } from '../app/use-problem.ts'
import formClasses from '../assets/modal-form.module.css'
import { useFormat } from '../ui/format.ts'
import { ModalFoot } from '../ui/modal-foot.tsx'
import { showToast } from '../ui/toast.ts'
import { readLimit } from './read-limit.ts'
import { useSetQuota } from './use-storage.ts'

type Unit = StorageAnswer['units'][number]
const gigabyte = 1_000_000_000

/** How much a unit may keep; an empty field is no limit. */
export function QuotaModal({ unit, onClose }: { unit: Unit; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const f = useFormat()
  const problem = useProblem()
  const set = useSetQuota(unit.code)
  const { quota } = unit
  const comma = i18n.language === 'vi'
  const [size, setSize] = useState(() => textOf(quota.maxBytes === null ? null : quota.maxBytes / gigabyte, comma))
  const [count, setCount] = useState(() => textOf(quota.maxFiles, comma))
  const [maxBytes, maxFiles] = [readLimit(size, gigabyte), readLimit(count, 1)]
  const refusal = set.error ? problem(set.error) : null
  const below =
    (typeof maxBytes === 'number' && maxBytes < quota.bytes) || (typeof maxFiles === 'number' && maxFiles < quota.files)
  const save = () => {
    if (maxBytes === 'bad' || maxFiles === 'bad') return
    const done = () => {
      void showToast({ message: t('storage.quotaForm.saved', { name: unit.name }) })
      onClose()
    }
    set.mutate({ maxBytes, maxFiles }, { onSuccess: done })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('storage.quotaOf', { name: unit.name })}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Stack gap={16}>
        <p className="dim">
          {t('storage.quotaForm.now', { bytes: f.bytes(quota.bytes), files: f.number(quota.files, 0) })}
        </p>
        <TextInput
          data-autofocus
          label={t('storage.quotaForm.bytes')}
          description={t('storage.quotaForm.hint')}
          inputMode="decimal"
          value={size}
          error={maxBytes === 'bad' ? t('storage.quotaForm.bad') : null}
          onChange={event => setSize(event.currentTarget.value)}
        />
        <TextInput
          label={t('storage.quotaForm.files')}
          description={t('storage.quotaForm.hint')}
          inputMode="numeric"
          value={count}
          error={maxFiles === 'bad' ? t('storage.quotaForm.bad') : null}
          onChange={event => setCount(event.currentTarget.value)}
        />
        {below && <p className={formClasses.warning}>{t('storage.quotaForm.below')}</p>}
        <ModalFoot refusal={refusal} onClose={onClose}>
          <Button loading={set.isPending} disabled={maxBytes === 'bad' || maxFiles === 'bad'} onClick={save}>
            {t('ui.save')}
          </Button>
        </ModalFoot>
      </Stack>
    </Modal>
  )
}

function textOf(value: number | null, comma: boolean): string {
  if (value === null) return ''
  return comma ? String(value).replace('.', ',') : String(value)
}
