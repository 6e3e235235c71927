import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import type { RightsSentence } from '#contracts/rights-sentence'
import classes from './rights-banner.module.css'

const glyphs = { ok: IconCircleCheck, warning: IconAlertTriangle, error: IconCircleX }

/** What may be done with the asset, in one plain line, above every button. */
export function RightsBanner({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const { rights } = asset
  const further = [
    rights?.usageTerms,
    rights?.grant && t('assets.rightsGrant', { grant: rights.grant }),
    rights?.holder && t('assets.rightsHolder', { holder: rights.holder }),
    rights?.consent?.scope && t('assets.rightsConsent', { scope: rights.consent.scope }),
  ].filter(Boolean)
  return <SentenceBanner sentence={asset.rightsSentence} further={further.join(' ')} />
}

type BannerProps = { sentence: RightsSentence; further?: string; bilingual?: boolean }
/** One sentence about rights in the reader's language, in the colour of what it means; `bilingual` adds the other one. */
export function SentenceBanner({ sentence, further, bilingual }: BannerProps) {
  const { t, i18n } = useTranslation()
  const Glyph = glyphs[sentence.tone]
  const english = i18n.language === 'en'
  return (
    <div className={classes.banner} data-tone={sentence.tone} role="note" aria-label={t('assets.rightsTitle')}>
      <Glyph size={18} stroke={1.6} aria-hidden="true" />
      <div aria-live="polite">
        <p className={classes.line}>{english ? sentence.en : sentence.vi}</p>
        {bilingual && (
          <p className={classes.further} lang={english ? 'vi' : 'en'}>
            {english ? sentence.vi : sentence.en}
          </p>
        )}
        {further && <p className={classes.further}>{further}</p>}
      </div>
    </div>
  )
}
