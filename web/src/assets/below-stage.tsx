import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import { CaptionsSection } from '../timed/captions-section.tsx'
import { ClipsSection } from '../timed/clips-section.tsx'
import { AssetDeliveries } from './asset-deliveries.tsx'
import { AssetHistory } from './asset-history.tsx'
import { AssetUses } from './asset-uses.tsx'
import classes from './below-stage.module.css'
import { ClearanceList } from './clearance-list.tsx'
import type { EditField } from './edit-draft.ts'
import { NearPictures } from './near-pictures.tsx'
import { SimilarItems } from './similar-items.tsx'
import { VersionList } from './version-list.tsx'

/** Below the media: what is missing, where it went, what happened to it. */
export function BelowStage({ asset, onMend }: { asset: Asset; onMend: (field: EditField) => void }) {
  const { t } = useTranslation()
  return (
    <div className={classes.columns}>
      {!asset.recalledAt && (
        <section>
          <h2 className={classes.title}>{t('assets.clearance.title')}</h2>
          <ClearanceList asset={asset} onMend={onMend} />
        </section>
      )}
      <section>
        <h2 className={classes.title}>{t('assets.deliveries.title')}</h2>
        <AssetDeliveries asset={asset} />
      </section>
      <section>
        <h2 className={classes.title}>{t('assets.uses.title')}</h2>
        <AssetUses asset={asset} />
      </section>
      <NearPictures asset={asset} />
      <SimilarItems key={asset.id} asset={asset} />
      {(asset.kind === 'video' || asset.kind === 'audio') && (
        <section className={classes.wide}>
          <CaptionsSection asset={asset} />
        </section>
      )}
      {(asset.kind === 'video' || asset.kind === 'audio') && (
        <section className={classes.wide}>
          <ClipsSection asset={asset} />
        </section>
      )}
      {asset.may.edit && (
        <section className={classes.wide}>
          <VersionList asset={asset} />
        </section>
      )}
      {asset.may.edit && (
        <section className={classes.wide}>
          <AssetHistory id={asset.id} />
        </section>
      )}
    </div>
  )
}
