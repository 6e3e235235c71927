import { ActionIcon, SegmentedControl } from '@mantine/core'
import { IconArrowLeft, IconExternalLink, IconMaximize, IconUsers } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import { useFormat } from '../ui/format.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { ComparisonView } from './comparison-view.tsx'
import { ItemPreview } from './item-preview.tsx'
import { ItemStrip } from './item-strip.tsx'
import classes from './nomination-stage.module.css'
import type { StageTab } from './use-desk-acting.ts'
import { useNominatedAsset } from './use-nominations.ts'

type Props = {
  nomination: Nomination
  tab: StageTab
  onTab: (tab: StageTab) => void
  itemIndex: number
  onItem: (index: number) => void
  onBack: () => void
}

/** The thing itself, as large as the room allows, what belongs to it, and what its unit says of it. */
export function NominationStage({ nomination, tab, onTab, itemIndex, onItem, onBack }: Props) {
  const { t } = useTranslation()
  const mat = useRef<HTMLDivElement>(null)
  const asset = nomination.items[itemIndex]?.asset ?? nomination.asset
  return (
    <section className={classes.stage} aria-label={t('curation.stage')}>
      <div className={classes.bar}>
        <ActionIcon
          className={classes.back}
          variant="default"
          size={40}
          radius="xl"
          aria-label={t('curation.back')}
          onClick={onBack}
        >
          <IconArrowLeft size={20} stroke={1.6} />
        </ActionIcon>
        <SegmentedControl
          size="xs"
          aria-label={t('curation.desk.stageTabs')}
          value={tab}
          onChange={value => onTab(value === 'compare' ? 'compare' : 'item')}
          data={[
            { value: 'item', label: t('curation.desk.tab.item') },
            { value: 'compare', label: t('curation.desk.tab.compare') },
          ]}
        />
        {tab === 'item' && (
          <ActionIcon
            className={classes.full}
            variant="subtle"
            color="gray"
            size={34}
            aria-label={t('curation.desk.fullscreen')}
            onClick={() => void mat.current?.requestFullscreen?.()}
          >
            <IconMaximize size={18} stroke={1.6} />
          </ActionIcon>
        )}
      </div>
      {tab === 'compare' ? (
        <ComparisonView nomination={nomination} />
      ) : (
        <>
          <div ref={mat} className={classes.mat} data-kind={asset.kind}>
            <ItemPreview key={asset.id} item={asset} />
          </div>
          {nomination.items.length + nomination.hiddenItems > 1 && (
            <ItemStrip nomination={nomination} index={itemIndex} onItem={onItem} />
          )}
          <Story nomination={nomination} asset={asset} />
        </>
      )}
    </section>
  )
}

function Story({ nomination, asset }: { nomination: Nomination; asset: Nomination['asset'] }) {
  const { t } = useTranslation()
  const f = useFormat()
  const full = useNominatedAsset(asset.id).data
  return (
    <div className={classes.words}>
      <div className={classes.head}>
        <h2>{asset.title || t('curation.desk.untitled')}</h2>
        {full && full.version > 1 && <StateBadge>{t('curation.desk.version', { number: full.version })}</StateBadge>}
        <LinkButton
          size="xs"
          variant="default"
          to="/tu-lieu/$id"
          params={{ id: asset.id }}
          leftSection={<IconExternalLink size={16} stroke={1.6} />}
        >
          {t('curation.openAsset')}
        </LinkButton>
      </div>
      <p className="dim">
        {t(`app.kind.${asset.kind}`)} · {f.date(asset.date)} ·{' '}
        {t('curation.nominatedAt', { unit: nomination.unit.shortName, time: f.dateTime(nomination.createdAt) })}
        {full?.creator && <> · {full.creator}</>}
      </p>
      {full && (
        <p className={classes.description}>
          {full.description || <span className="dim">{t('curation.noDescription')}</span>}
        </p>
      )}
      {full?.credit && <p className="dim small">{t('curation.desk.credit', { credit: full.credit })}</p>}
      <p className={classes.note}>
        <IconUsers size={18} stroke={1.6} aria-hidden="true" />
        <span>
          {nomination.note ? (
            <>
              <b>{t('curation.reason')}</b> {nomination.note}{' '}
            </>
          ) : (
            <>{t('curation.noReason')} </>
          )}
          <span className="dim">({t('curation.by', { name: nomination.nominatedBy.name })})</span>
        </span>
      </p>
    </div>
  )
}
