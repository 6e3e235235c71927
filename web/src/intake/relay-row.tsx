import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RelayItem } from '#contracts/intake-item'
import { useProblem } from '../app/use-problem.ts'
import { useFormat } from '../ui/format.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { showToast } from '../ui/toast.ts'
import classes from './intake.module.css'
import { useDismissItem } from './use-intake.ts'

/** An item of the inbox: what it says, whose it is, what stands in its way, and the two decisions. */
export function RelayRow({ item, onTake }: { item: RelayItem; onTake: () => void }) {
  const { t } = useTranslation()
  const f = useFormat()
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <span className={classes.title} lang={item.language}>
          {item.title}
        </span>
        {item.summary && (
          <span className={`dim ${classes.summary}`} lang={item.language}>
            {item.summary}
          </span>
        )}
        <span className={`${classes.line} dim small`}>
          <span>{item.credit || item.source?.name}</span>
          <time dateTime={item.publishedAt ?? item.fetchedAt}>{f.dateTime(item.publishedAt ?? item.fetchedAt)}</time>
          {item.media.length > 0 && <span>{t('intake.inbox.mediaCount', { count: item.media.length })}</span>}
          {item.url && (
            <a href={item.url} target="_blank" rel="noreferrer noopener">
              {t('intake.inbox.atSource')}
            </a>
          )}
        </span>
        <Warnings item={item} />
      </div>
      <Acts item={item} onTake={onTake} />
    </li>
  )
}

function Warnings({ item }: { item: RelayItem }) {
  const { t } = useTranslation()
  const f = useFormat()
  return (
    <span className={classes.line}>
      {item.withdrawnAt && <StateBadge tone="error">{t('intake.inbox.withdrawn')}</StateBadge>}
      {item.changedAt && <StateBadge tone="warning">{t('intake.inbox.changed')}</StateBadge>}
      {!item.rights.statement && <StateBadge tone="warning">{t('intake.inbox.unknownRights')}</StateBadge>}
      {item.embargoUntil && (
        <StateBadge tone="warning">{t('intake.inbox.embargo', { time: f.dateTime(item.embargoUntil) })}</StateBadge>
      )}
    </span>
  )
}

function Acts({ item, onTake }: { item: RelayItem; onTake: () => void }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const dismiss = useDismissItem()
  const opens = item.assetId ?? item.ownAssetId
  const back = item.state !== 'new'
  const decide = () =>
    dismiss.mutate(
      { id: item.id, back },
      {
        onSuccess: () => back || void showToast({ message: t('intake.inbox.dismissed') }),
        onError: error => void showToast({ message: problem(error).title, tone: 'error' }),
      },
    )
  return (
    <div className={classes.buttons}>
      {opens && (
        <Link to="/tu-lieu/$id" params={{ id: opens }}>
          {t('intake.inbox.openAsset')}
        </Link>
      )}
      {item.may.take && (
        <>
          <Button variant="default" size="xs" loading={dismiss.isPending} onClick={decide}>
            {back ? t('intake.inbox.restore') : t('intake.inbox.dismiss')}
          </Button>
          <Button size="xs" onClick={onTake}>
            {t('intake.inbox.take')}
          </Button>
        </>
      )}
    </div>
  )
}
