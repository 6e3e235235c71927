import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/format.ts'
import { FileName } from './file-name.tsx'
import { RowActs, RowEnd } from './row-acts.tsx'
import { RowNear } from './row-near.tsx'
import { RowPicture } from './row-picture.tsx'
import { RowState } from './row-state.tsx'
import type { UploadItem } from './upload-item.ts'
import classes from './upload-row.module.css'

type Props = { item: UploadItem; onOwn: (id: string) => void; onFiles: (files: File[]) => void }
// Of others nothing is compared: it need not be asked.
const picture = /\.(jpe?g|png|webp|gif|tiff?|avif|hei[cf]|psd|bmp|svg|dng|cr[23]|nef|arw|orf|rw2|raf)$/i
const barred: readonly UploadItem['state'][] = ['sending', 'paused', 'interrupted', 'unfinished']

/** One file. Drawn again only when it changes itself: four of three hundred move at a time. */
export const UploadRow = memo(function UploadRow({ item, onOwn, onFiles }: Props) {
  const { t } = useTranslation()
  const f = useFormat()
  const tone = item.refusal?.key === 'duplicate' ? 'duplicate' : item.state
  return (
    <div className={classes.item} data-state={tone}>
      <div className={classes.row}>
        <RowPicture item={item} />
        <div className={classes.words}>
          <FileName name={item.name} folder={item.folder} />
          <RowState item={item} />
          {barred.includes(item.state) && (
            <SendBar item={item} label={t('uploads.row.progress', { name: item.name })} />
          )}
        </div>
        <div className={classes.acts}>
          <RowActs item={item} onOwn={onOwn} onFiles={onFiles} />
        </div>
        <span className={classes.size}>{f.bytes(item.size)}</span>
        <RowEnd item={item} />
      </div>
      {item.state === 'ready' && item.assetId && picture.test(item.name) && (
        <RowNear assetId={item.assetId} name={item.name} />
      )}
    </div>
  )
})

function SendBar({ item, label }: { item: UploadItem; label: string }) {
  const percent = Math.floor((item.sent * 100) / Math.max(1, item.size))
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
