import { IconDownload, IconFile, IconPhoto, IconShare, IconVideo, IconWorld } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import { useFormat } from '../ui/format.ts'
import { showToast } from '../ui/toast.ts'
import classes from './download-list.module.css'
import { downloadsOf } from './downloads.ts'

const glyphs = {
  web: IconWorld,
  preview: IconShare,
  poster: IconPhoto,
  video: IconVideo,
  page: IconPhoto,
  original: IconFile,
  intact: IconFile,
}

/** What can be taken home, by purpose, each with its pixels and size. */
export function DownloadList({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const f = useFormat()
  const downloads = downloadsOf(asset)
  if (downloads.length === 0) return null
  const copyCredit = async () => {
    await navigator.clipboard.writeText(asset.credit)
    void showToast({ message: t('assets.download.copied') })
  }
  return (
    <section>
      <div className={classes.head}>
        <h2 className={classes.title}>{t('assets.download.title')}</h2>
        {asset.credit && (
          <button type="button" className={classes.credit} onClick={() => void copyCredit()}>
            {t('assets.download.copyCredit')}
          </button>
        )}
      </div>
      <ul className={classes.list}>
        {downloads.map(download => {
          const Glyph = glyphs[download.purpose]
          const label = t(`assets.download.${download.purpose}`, { page: download.page ?? 0 })
          const pixels = download.width && download.height ? f.pixels(download.width, download.height) : null
          return (
            <li key={download.url}>
              <a
                className={classes.row}
                href={download.url}
                download={download.fileName}
                aria-label={t('assets.download.act', { label })}
              >
                <Glyph size={18} stroke={1.6} aria-hidden="true" className="dim" />
                <span className={classes.words}>
                  <b>{label}</b>
                  <span className="dim small cut">
                    {[pixels && `${pixels} px`, download.type].filter(Boolean).join(' · ')}
                  </span>
                </span>
                <span className={`dim small ${classes.size}`}>{f.bytes(download.size)}</span>
                <IconDownload size={18} stroke={1.6} aria-hidden="true" />
              </a>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
