import { ActionIcon, Button } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../ui/link-button.tsx'
import { FilePick } from './file-pick.tsx'
import type { UploadItem } from './upload-item.ts'
import classes from './upload-row.module.css'
import { dispatch, fileOf, holdItems, removeItem, resumeItems } from './upload-store.ts'

type Props = { item: UploadItem; onOwn: (id: string) => void; onFiles: (files: File[]) => void }

/** What may be done with a file where it stands. */
export function RowActs({ item, onOwn, onFiles }: Props) {
  const { t } = useTranslation()
  const { name } = item
  if (item.assetId)
    return (
      <LinkButton to="/tu-lieu/$id" params={{ id: item.assetId }} size="xs" variant="default">
        {t('uploads.row.open')}
      </LinkButton>
    )
  switch (item.state) {
    case 'staged':
      // The words of one file are those of none in a ZIP: a sheet inside says them file by file.
      return item.unpack ? null : (
        <Button
          size="xs"
          variant="subtle"
          aria-haspopup="dialog"
          aria-label={t('uploads.row.words', { name })}
          onClick={() => onOwn(item.id)}
        >
          {t('uploads.row.wordsShort')}
        </Button>
      )
    case 'unfinished':
      return item.modified === null ? null : <FilePick name={name} onFiles={onFiles} />
    case 'refused':
      return <RefusedActs item={item} />
    case 'interrupted':
      // Without a network a button could do nothing.
      return item.retryAt === null ? null : (
        <Button size="xs" variant="default" onClick={() => dispatch({ type: 'retried', id: item.id })}>
          {t('uploads.row.retryNow')}
        </Button>
      )
    default:
      return null
  }
}

function RefusedActs({ item }: { item: UploadItem }) {
  const { t } = useTranslation()
  if (item.refusal?.key === 'duplicate') return <DuplicateActs item={item} />
  if (item.refusal?.cure === 'none')
    return (
      <Button size="xs" variant="default" onClick={() => removeItem(item.id)}>
        {t('uploads.row.takeOut')}
      </Button>
    )
  return (
    <Button size="xs" variant="default" onClick={() => dispatch({ type: 'retried', id: item.id })}>
      {t(item.refusal?.cure === 'form' ? 'uploads.row.mend' : 'uploads.row.retry')}
    </Button>
  )
}

/** The item that is there, or a second one on purpose: only where the file is still here to be sent. */
function DuplicateActs({ item }: { item: UploadItem }) {
  const { t } = useTranslation()
  const other = item.refusal?.other
  return (
    <>
      {other && (
        <LinkButton to="/tu-lieu/$id" params={{ id: other.id }} size="xs" variant="default">
          {t('uploads.row.useOther')}
        </LinkButton>
      )}
      {fileOf(item.id) ? (
        <Button
          size="xs"
          variant="subtle"
          aria-label={t('uploads.row.keepTwiceOf', { name: item.name })}
          onClick={() => dispatch({ type: 'doubled', id: item.id })}
        >
          {t('uploads.row.keepTwice')}
        </Button>
      ) : (
        !other && (
          <Button size="xs" variant="default" onClick={() => removeItem(item.id)}>
            {t('uploads.row.takeOut')}
          </Button>
        )
      )}
    </>
  )
}

/** Pause and remove, at the row's end. */
export function RowEnd({ item }: { item: UploadItem }) {
  const { t } = useTranslation()
  const { name, state } = item
  const underWay = state === 'sending' || state === 'waiting' || state === 'interrupted' || state === 'paused'
  const over = state === 'ready' || state === 'processing' || state === 'ingesting' || state === 'failed'
  return (
    <span className={classes.end}>
      {underWay && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t(state === 'paused' ? 'uploads.row.resume' : 'uploads.row.pause', { name })}
          onClick={() => (state === 'paused' ? resumeItems([item]) : holdItems([item]))}
        >
          {state === 'paused' ? <IconPlayerPlay size={16} stroke={1.6} /> : <IconPlayerPause size={16} stroke={1.6} />}
        </ActionIcon>
      )}
      {!over && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t(underWay || state === 'unfinished' ? 'uploads.row.cancel' : 'uploads.row.removeNamed', {
            name,
          })}
          onClick={() => removeItem(item.id)}
        >
          <IconX size={16} stroke={1.6} />
        </ActionIcon>
      )}
    </span>
  )
}
