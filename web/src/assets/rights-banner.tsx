import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import classes from './rights-banner.module.css'
import { rightsLine } from './rights-line.ts'

const glyphs = { ok: IconCircleCheck, warning: IconAlertTriangle, error: IconCircleX }

/** What may be done with the asset, in one plain line, above every button. */
export function RightsBanner({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const line = rightsLine(asset)
  const Glyph = glyphs[line.tone]
  const plain = t(`assets.rights.${line.key}`)
  const said = line.credit
    ? t('assets.rightsCredit', { line: plain, credit: line.credit })
    : t('assets.rightsNamed', { line: plain })
  const further = [
    asset.rights?.usageTerms,
    asset.rights?.grant && t('assets.rightsGrant', { grant: asset.rights.grant }),
    asset.rights?.holder && t('assets.rightsHolder', { holder: asset.rights.holder }),
  ].filter(Boolean)
  return (
    <section className={classes.banner} data-tone={line.tone} aria-label={t('assets.rightsTitle')}>
      <Glyph size={18} stroke={1.6} aria-hidden="true" />
      <div>
        <p className={classes.line}>{line.tone === 'ok' && line.key !== 'free' ? said : plain}</p>
        {further.length > 0 && <p className={classes.further}>{further.join(' ')}</p>}
      </div>
    </section>
  )
}
