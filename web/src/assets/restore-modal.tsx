import '@mantine/core/styles/Modal.layer.css'
import { Button, Group, Modal, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import type { AssetVersion } from '#contracts/version'
import { useFormat } from '../ui/format.ts'
import { showToast } from '../ui/toast.ts'
import { ReplaceTrouble } from './replace-trouble.tsx'
import { useRestoreVersion } from './use-versions.ts'
import { VersionNotice } from './version-notice.tsx'

type Props = { asset: Asset; version: AssetVersion; onClose: () => void }

/** Asks once, and says what showing an older file again means. */
export function RestoreModal({ asset, version, onClose }: Props) {
  const { t } = useTranslation()
  const f = useFormat()
  const restore = useRestoreVersion(asset)
  const done = () => {
    void showToast({ message: t('assets.versions.restored', { number: version.number }) })
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('assets.versions.restoreTitle', { number: version.number })}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Stack gap={16}>
        <p>{t('assets.versions.restoreText', { number: version.number, date: f.dateTime(version.createdAt) })}</p>
        <VersionNotice asset={asset} />
        <ReplaceTrouble error={restore.error} />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button loading={restore.isPending} onClick={() => restore.mutate(version.number, { onSuccess: done })}>
            {t('assets.versions.restore')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
