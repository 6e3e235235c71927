import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Liveness } from '#contracts/ledger'
import { useMe } from '../app/me.ts'
import { useProblem } from '../app/use-problem.ts'
import { useFormat } from '../ui/format.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { StateBadge, type Tone } from '../ui/state-badge.tsx'
import { showToast } from '../ui/toast.ts'
import classes from './ledger.module.css'
import { LivenessTimeline } from './liveness-timeline.tsx'
import { useCheckLiveness, useLiveness } from './use-ledger.ts'

const tones: Record<string, Tone> = { live: 'ok', changed: 'warning', lost: 'error', unreachable: 'neutral' }

/** What the public pages of the asset show, channel by channel; nothing where it is nowhere. */
export function AssetLiveness({ assetId }: { assetId: string }) {
  const live = useLiveness(assetId)
  // The deliveries above say what went wrong, if anything did.
  if (!live.data || live.data.length === 0) return null
  return (
    <>
      {live.data.map(page => (
        <PublicPage key={page.deliveryId} page={page} assetId={assetId} />
      ))}
    </>
  )
}

/** One channel's page of an asset: as it is, and as it was at the last looks. */
export function PublicPage({ page, assetId }: { page: Liveness; assetId: string }) {
  const { t } = useTranslation()
  const f = useFormat()
  return (
    <section className={classes.card} aria-label={`${t('ledger.live.title')}: ${page.channel.name}`}>
      <b>{page.channel.name}</b>
      <span className={classes.line}>
        <StateBadge tone={page.state ? (tones[page.state] ?? 'neutral') : 'neutral'}>
          {page.state ? t(`ledger.live.state.${page.state}`) : t('ledger.live.never')}
        </StateBadge>
        {page.since && <span className="dim small">{t('ledger.live.since', { time: f.dateTime(page.since) })}</span>}
      </span>
      {page.portalEditedAt && <p>{t('ledger.live.edited', { time: f.dateTime(page.portalEditedAt) })}</p>}
      {page.editedHere && <p>{t('ledger.live.editedHere')}</p>}
      <Acts page={page} assetId={assetId} />
      <LivenessTimeline history={page.history} />
    </section>
  )
}

function Acts({ page, assetId }: { page: Liveness; assetId: string }) {
  const { t } = useTranslation()
  const me = useMe()
  const problem = useProblem()
  const check = useCheckLiveness(assetId)
  const saying = (message: string) => ({
    onSuccess: () => void showToast({ message }),
    onError: (error: Error) => void showToast({ message: problem(error).title, tone: 'error' as const }),
  })
  return (
    <div className={classes.line}>
      {page.publicUrl && (
        <a href={page.publicUrl} target="_blank" rel="noreferrer noopener">
          {t('ledger.open')}
        </a>
      )}
      {me.may.curate && page.publicUrl && (
        <Button
          size="xs"
          variant="default"
          loading={check.isPending}
          onClick={() => check.mutate(page.deliveryId, saying(t('ledger.live.checking')))}
        >
          {t('ledger.live.check')}
        </Button>
      )}
      {me.may.curate && page.editedHere && (
        <LinkButton size="xs" to="/cap-nhat" search={{ asset: assetId }}>
          {t('channels.act.approve')}
        </LinkButton>
      )}
    </div>
  )
}
