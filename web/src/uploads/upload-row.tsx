import { ActionIcon, Button } from '@mantine/core'
import { IconChevronDown, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/format.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { FileName } from './file-name.tsx'
import { OwnWords } from './own-words.tsx'
import { RowPicture } from './row-picture.tsx'
import { RowState } from './row-state.tsx'
import type { UploadItem } from './upload-queue.ts'
import classes from './upload-row.module.css'
import { dispatch, removeItem } from './upload-store.ts'

export function UploadRow({ item }: { item: UploadItem }) {
  const { t } = useTranslation()
  const f = useFormat()
  const [open, setOpen] = useState(false)
  const staged = item.state === 'staged'
  const underWay = item.state === 'sending' || item.state === 'waiting' || item.state === 'interrupted'
  return (
    <li className={classes.item} data-state={item.state}>
      <div className={classes.row}>
        <RowPicture id={item.id} />
        <div className={classes.words}>
          <FileName name={item.name} />
          <RowState item={item} />
          {item.state === 'sending' && <SendBar item={item} label={t('uploads.row.progress', { name: item.name })} />}
        </div>
        <div className={classes.acts}>
          <RowActs item={item} />
          {staged && (
            <Button
              size="compact-sm"
              variant="subtle"
              className={classes.fold}
              rightSection={<IconChevronDown size={16} stroke={1.6} className={classes.chevron} />}
              aria-expanded={open}
              aria-label={t('uploads.row.words', { name: item.name })}
              onClick={() => setOpen(!open)}
            >
              {t('uploads.row.wordsShort')}
            </Button>
          )}
        </div>
        <span className={classes.size}>{f.bytes(item.size)}</span>
        {item.state === 'ready' || item.state === 'processing' ? (
          <span />
        ) : (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t(underWay ? 'uploads.row.cancel' : 'uploads.row.removeNamed', { name: item.name })}
            onClick={() => removeItem(item.id)}
          >
            <IconX size={16} stroke={1.6} />
          </ActionIcon>
        )}
      </div>
      {staged && open && <OwnWords item={item} />}
    </li>
  )
}

function SendBar({ item, label }: { item: UploadItem; label: string }) {
  const percent = Math.floor((item.sent * 100) / item.size)
  return (
    <span
      className={classes.bar}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <span style={{ transform: `scaleX(${percent / 100})` }} />
    </span>
  )
}

function RowActs({ item }: { item: UploadItem }) {
  const { t } = useTranslation()
  if (item.assetId && item.state !== 'sending') {
    return (
      <LinkButton to="/tu-lieu/$id" params={{ id: item.assetId }} size="xs" variant="default">
        {t('uploads.row.open')}
      </LinkButton>
    )
  }
  const again = item.state === 'interrupted' || (item.state === 'refused' && item.refusal?.cure !== 'none')
  if (!again) return null
  return (
    <Button size="xs" variant="default" onClick={() => dispatch({ type: 'retried', id: item.id })}>
      {t(item.refusal?.cure === 'form' ? 'uploads.row.mend' : 'uploads.row.retry')}
    </Button>
  )
}
