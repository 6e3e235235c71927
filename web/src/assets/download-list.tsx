import { Button, Checkbox, Skeleton } from '@mantine/core'
import { IconFile, IconFocusCentered, IconMicrophone, IconPhoto, IconVideo } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import type { PurposeList } from '#contracts/purpose'
import { useFormat } from '../ui/format.ts'
import { showToast } from '../ui/toast.ts'
import { CropList } from './crop-list.tsx'
import classes from './download-list.module.css'
import { DownloadRow } from './download-row.tsx'
import { downloadsOf } from './downloads.ts'
import { PurposeRow } from './purpose-row.tsx'
import { useDownloads, useTake } from './use-downloads.ts'

const FocalModal = lazy(async () => ({ default: (await import('./focal-modal.tsx')).FocalModal }))
const glyphs = {
  web: IconPhoto,
  preview: IconPhoto,
  poster: IconPhoto,
  video: IconVideo,
  page: IconPhoto,
  original: IconFile,
  audio: IconMicrophone,
  intact: IconFile,
}

/** What can be taken home, by purpose, each with what comes out of it. */
export function DownloadList({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const [marked, setMarked] = useState(false)
  const [framing, setFraming] = useState(false)
  const query = useDownloads(asset, marked)
  const list = query.data
  const pictured = asset.kind === 'image' && list?.source
  const copyCredit = async () => {
    await navigator.clipboard.writeText(asset.credit)
    void showToast({ message: t('assets.download.copied') })
  }
  if (asset.kind === 'article') return null
  return (
    <section aria-label={t('assets.download.title')}>
      <div className={classes.head}>
        <h2 className={classes.title}>{t('assets.download.title')}</h2>
        {asset.credit && (
          <button type="button" className={classes.credit} onClick={() => void copyCredit()}>
            {t('assets.download.copyCredit')}
          </button>
        )}
      </div>
      {list?.mark === 'offered' && (
        <Checkbox
          className={classes.mark}
          label={t('assets.forPurpose.mark')}
          checked={marked}
          onChange={event => setMarked(event.currentTarget.checked)}
        />
      )}
      {list?.mark === 'always' && <p className={`dim small ${classes.mark}`}>{t('assets.forPurpose.markAlways')}</p>}
      {query.isPending ? (
        <Skeleton height={236} radius={10} aria-label={t('assets.forPurpose.loading')} />
      ) : (
        <Rows asset={asset} list={list ?? null} marked={marked} />
      )}
      {pictured && asset.may.edit && (
        <Button
          mt={10}
          size="xs"
          variant="default"
          leftSection={<IconFocusCentered size={16} stroke={1.6} />}
          onClick={() => setFraming(true)}
        >
          {t('assets.forPurpose.frames')}
        </Button>
      )}
      {pictured && <CropList asset={asset} source={pictured} />}
      <Suspense fallback={null}>
        {framing && list?.source && (
          <FocalModal asset={asset} list={{ ...list, source: list.source }} onClose={() => setFraming(false)} />
        )}
      </Suspense>
    </section>
  )
}

function Rows({ asset, list, marked }: { asset: Asset; list: PurposeList | null; marked: boolean }) {
  const client = useQueryClient()
  const taking = useTake(() => void client.invalidateQueries({ queryKey: ['downloads', asset.id] }))
  const offers = list?.downloads ?? []
  // Films and pages are made with the file; where the hub says nothing of purposes, all that is there is offered.
  const names = new Set(offers.map(offer => (offer.purpose === 'original' ? 'original' : 'picture')))
  const rest = downloadsOf(asset).filter(({ purpose }) =>
    ['video', 'page', 'intact'].includes(purpose) ? true : !names.has(purpose === 'original' ? 'original' : 'picture'),
  )
  const originals = offers.filter(offer => offer.purpose === 'original')
  const pictures = offers.filter(offer => offer.purpose !== 'original')
  if (rest.length + offers.length === 0) return null
  const row = (offer: (typeof offers)[number]) => (
    <li key={offer.purpose}>
      <PurposeRow asset={asset} offer={offer} source={list?.source ?? null} marked={marked} taking={taking} />
    </li>
  )
  return (
    <ul className={classes.list}>
      {rest
        .filter(({ purpose }) => purpose !== 'original' && purpose !== 'intact')
        .map(download => (
          <li key={download.url}>
            <PlainRow download={download} />
          </li>
        ))}
      {pictures.map(row)}
      {originals.map(row)}
      {rest
        .filter(({ purpose }) => purpose === 'original' || purpose === 'intact')
        .map(download => (
          <li key={download.url}>
            <PlainRow download={download} />
          </li>
        ))}
    </ul>
  )
}

/** A film, a page, or an original of which nothing was made. */
function PlainRow({ download }: { download: ReturnType<typeof downloadsOf>[number] }) {
  const { t } = useTranslation()
  const f = useFormat()
  const Glyph = glyphs[download.purpose]
  const label = t(`assets.download.${download.purpose}`, { page: download.page ?? 0 })
  const pixels = download.width && download.height ? f.pixels(download.width, download.height) : null
  return (
    <DownloadRow
      url={download.url}
      fileName={download.fileName}
      label={label}
      act={t('assets.download.act', { label })}
      icon={
        <span className={classes.glyph}>
          <Glyph size={20} stroke={1.5} aria-hidden="true" className="dim" />
        </span>
      }
      detail={[pixels && `${pixels} px`, download.type].filter(Boolean).join(' · ')}
      size={f.bytes(download.size)}
      make={null}
      making={false}
      error={null}
    />
  )
}
