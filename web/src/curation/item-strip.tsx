import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import { AssetThumb } from '../assets/asset-thumb.tsx'
import classes from './item-strip.module.css'

type Props = { nomination: Nomination; index: number; onItem: (index: number) => void }

/** What belongs to the package, in its order, the lead first. What lacks something is marked. */
export function ItemStrip({ nomination, index, onItem }: Props) {
  const { t } = useTranslation()
  const lacking = new Set(nomination.checks.filter(check => !check.ok).map(check => check.asset.id))
  return (
    <div className={classes.strip}>
      <p className={classes.label}>
        {t('curation.desk.items', { count: nomination.items.length })}
        {nomination.hiddenItems > 0 && (
          <span className="dim"> · {t('curation.desk.hiddenItems', { count: nomination.hiddenItems })}</span>
        )}
      </p>
      <ul className={classes.items}>
        {nomination.items.map(({ asset, role }, place) => (
          <li key={asset.id}>
            <button
              type="button"
              className={classes.item}
              aria-pressed={place === index}
              aria-label={t(lacking.has(asset.id) ? 'curation.desk.itemLacks' : 'curation.desk.itemNamed', {
                role: t(`curation.desk.role.${role}`),
                title: asset.title,
              })}
              onClick={() => onItem(place)}
            >
              <span className={classes.picture}>
                <AssetThumb asset={asset} />
                {lacking.has(asset.id) && <span className={classes.lacks} aria-hidden="true" />}
              </span>
              <span className={classes.role}>{t(`curation.desk.role.${role}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
