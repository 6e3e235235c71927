import { IconFile } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import type { PurposeList, PurposeOffer } from '#contracts/purpose'
import { refusalSentences } from '#contracts/rights-purpose'
import { useFormat } from '../ui/format.ts'
import classes from './download-list.module.css'
import { DownloadRow } from './download-row.tsx'
import { typeName } from './downloads.ts'
import { ShapePreview } from './shape-preview.tsx'
import { downloadUrl, type useTake } from './use-downloads.ts'

type Props = {
  asset: Asset
  offer: PurposeOffer
  source: PurposeList['source']
  marked: boolean
  taking: ReturnType<typeof useTake>
}

/** One purpose: what it is for, what comes out, and the part of the picture that it shows. */
export function PurposeRow({ asset, offer, source, marked, taking }: Props) {
  const { t, i18n } = useTranslation()
  const f = useFormat()
  const { purpose, width, height, state } = offer
  const label = t(`assets.forPurpose.name.${purpose}`)
  const url = downloadUrl(offer.url, marked && offer.mark === 'offered')
  const pixels = width && height ? `${f.pixels(width, height)} px` : null
  const failed = taking.failed?.url === url ? taking.failed.error : null
  const refusal = offer.refusal as keyof typeof refusalSentences | null
  const sentence = refusal && refusalSentences[refusal][i18n.language === 'en' ? 'en' : 'vi']
  return (
    <DownloadRow
      url={url}
      fileName={offer.fileName}
      label={label}
      act={t('assets.download.act', { label })}
      icon={
        purpose === 'original' || !source ? (
          <span className={classes.glyph}>
            <IconFile size={20} stroke={1.5} aria-hidden="true" className="dim" />
          </span>
        ) : (
          <ShapePreview
            src={asset.renditions.find(each => each.name === 'thumb')?.url ?? null}
            thumbhash={asset.thumbhash}
            ratio={source.width / source.height}
            box={offer.box}
          />
        )
      }
      detail={
        <>
          <span className={classes.line}>{t(`assets.forPurpose.use.${purpose}`)}</span>
          <span className={classes.line}>{[pixels, typeName(offer.contentType)].filter(Boolean).join(' · ')}</span>
          {offer.smaller && (
            <span className={classes.smaller} title={t('assets.forPurpose.smallerWhy')}>
              {t('assets.forPurpose.smaller')}
            </span>
          )}
        </>
      }
      size={offer.size === null ? '' : f.bytes(offer.size)}
      make={state === 'ready' ? null : () => void taking.take(url, offer.fileName)}
      making={taking.making?.url === url}
      error={failed}
      refusal={sentence}
    />
  )
}
