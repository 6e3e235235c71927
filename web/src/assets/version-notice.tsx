import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import classes from './modal-form.module.css'
import { useAssetDeliveries, useAssetNominations } from './use-asset.ts'
import { versionConsequences } from './version-consequences.ts'

/** What another file means where this one was approved or sent; nothing where it was not. */
export function VersionNotice({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const deliveries = useAssetDeliveries(asset.id)
  const nominations = useAssetNominations(asset.id)
  if (deliveries.isPending || nominations.isPending) return <p className="dim small">{t('ui.loading')}</p>
  const { keeps, stops, asks } = versionConsequences(
    deliveries.data?.deliveries ?? [],
    nominations.data?.nominations ?? [],
  )
  const lines = [
    keeps.length > 0 && t('assets.versions.keeps', { channels: keeps.join(', ') }),
    stops.length > 0 && t('assets.versions.stops', { channels: stops.join(', ') }),
    asks.length > 0 && t('assets.versions.asks', { channels: asks.join(', ') }),
    (deliveries.isError || nominations.isError) && t('assets.versions.unknown'),
  ].filter(line => line !== false)
  if (lines.length === 0) return null
  return (
    <ul className={classes.warning}>
      {lines.map(line => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
