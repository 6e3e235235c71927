import '@mantine/core/styles/Modal.layer.css'
import '@mantine/core/styles/Progress.layer.css'
import { Button, Group, Modal, Progress, Stack } from '@mantine/core'
import { IconReplace } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import { ApiProblem } from '../app/api.ts'
import { useFormat } from '../ui/format.ts'
import { showToast } from '../ui/toast.ts'
import { ReplaceTrouble } from './replace-trouble.tsx'
import { useReplaceFile } from './use-replace-file.ts'
import { VersionNotice } from './version-notice.tsx'

const accepts: Partial<Record<Asset['kind'], string>> = {
  image: 'image/*',
  video: 'video/*,.mxf,.mts,.m2ts,.mkv,.avi,.wmv,.flv,.mpg,.3gp',
  audio: 'audio/*',
}

/** Another file for the same item: what stays, what it means, the file, how far it is. */
export function ReplaceModal({ asset, onClose }: { asset: Asset; onClose: () => void }) {
  const { t } = useTranslation()
  const replace = useReplaceFile(asset)
  const [file, setFile] = useState<File | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const busy = replace.sent !== null
  const isDuplicate = replace.error instanceof ApiProblem && replace.error.key === 'duplicate'
  const pick = (files: FileList | null) => {
    replace.clear()
    setFile(files?.[0] ?? null)
  }
  const send = async () => {
    if (!file || !(await replace.send(file, isDuplicate))) return
    void showToast({ message: t('assets.versions.replaced') })
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={!busy}
      title={t('assets.versions.replace')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Stack gap={16}>
        <p>{t('assets.versions.replaceText')}</p>
        <VersionNotice asset={asset} />
        <input
          ref={input}
          type="file"
          hidden
          data-testid="new-version"
          accept={accepts[asset.kind]}
          onChange={event => pick(event.currentTarget.files)}
        />
        <Chosen file={file} busy={busy} onPick={() => input.current?.click()} />
        {file && replace.sent !== null && <Sending sent={replace.sent} file={file} />}
        <ReplaceTrouble error={replace.error} />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={busy ? replace.stop : onClose}>
            {t(busy ? 'assets.versions.stop' : 'ui.cancel')}
          </Button>
          <Button
            leftSection={<IconReplace size={18} stroke={1.6} />}
            disabled={!file}
            loading={busy}
            onClick={() => void send()}
          >
            {t(isDuplicate ? 'assets.versions.replaceAnyway' : 'assets.versions.replace')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function Chosen({ file, busy, onPick }: { file: File | null; busy: boolean; onPick: () => void }) {
  const { t } = useTranslation()
  const f = useFormat()
  return (
    <Group gap={12} wrap="nowrap">
      <Button variant="default" disabled={busy} onClick={onPick} style={{ flex: 'none' }}>
        {t(file ? 'assets.versions.pickOther' : 'assets.versions.pick')}
      </Button>
      <span className="dim" style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        {file ? `${file.name} · ${f.bytes(file.size)}` : t('assets.versions.sameKind')}
      </span>
    </Group>
  )
}

function Sending({ sent, file }: { sent: number; file: File }) {
  const { t } = useTranslation()
  const f = useFormat()
  const percent = Math.floor((sent * 100) / Math.max(1, file.size))
  return (
    <div>
      <Progress value={percent} size={6} aria-label={t('assets.versions.sending')} />
      <p className="dim small" role="status">
        {sent >= file.size
          ? t('assets.versions.checking')
          : t('assets.versions.sent', { percent: f.percent(percent), sent: f.bytes(sent), size: f.bytes(file.size) })}
      </p>
    </div>
  )
}
