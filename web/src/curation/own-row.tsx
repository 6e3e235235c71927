import { Button } from '@mantine/core'
import { IconChevronDown, IconMessage, IconSend, IconStack2 } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import { AssetThumb } from '../assets/asset-thumb.tsx'
import { useFormat } from '../ui/format.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { AnswerForm } from './answer-form.tsx'
import { lowerFirst } from './lower-first.ts'
import classes from './own-nominations.module.css'
import { ThreadTab } from './thread-tab.tsx'

const tones = { open: 'accent', approved: 'ok', returned: 'error', withdrawn: 'neutral' } as const

/** One of the unit's nominations: how it stands, why it came back, what was said, and what to do next. */
export function OwnRow({ nomination }: { nomination: Nomination }) {
  const { t } = useTranslation()
  const f = useFormat()
  const [open, setOpen] = useState<'talk' | 'resubmit' | 'withdraw' | null>(null)
  const turn = (what: NonNullable<typeof open>) => setOpen(old => (old === what ? null : what))
  const { id, asset, state, decidedAt, decisionNote, may, items, dueAt, campaign, comments } = nomination
  const facts = [
    nomination.channel.name,
    t('curation.own.sentAt', { time: f.dateTime(nomination.createdAt) }),
    decidedAt && t('curation.own.decidedAt', { time: f.dateTime(decidedAt) }),
    state === 'open' && dueAt && t('curation.desk.dueOn', { day: f.date(dueAt) }),
    campaign?.name,
  ].filter(Boolean)
  return (
    <li className={classes.row} data-state={state}>
      <span className={classes.picture}>
        <AssetThumb asset={asset} />
      </span>
      <div className={classes.words}>
        <p className={classes.title}>
          {asset.title || t('curation.desk.untitled')}
          {items.length > 1 && (
            <span className={classes.many}>
              <IconStack2 size={15} stroke={1.6} aria-hidden="true" />
              {t('curation.desk.items', { count: items.length })}
            </span>
          )}
        </p>
        <p className="dim small">{facts.join(' · ')}</p>
        {decisionNote && (
          <p className={classes.reason} data-state={state}>
            <b>{t(state === 'returned' ? 'curation.own.returnReason' : 'curation.own.decisionNote')}</b> {decisionNote}
          </p>
        )}
        <Progress nomination={nomination} />
        <div className={classes.acts}>
          {may.resubmit && (
            <Button
              size="xs"
              leftSection={<IconSend size={15} stroke={1.6} />}
              aria-expanded={open === 'resubmit'}
              onClick={() => turn('resubmit')}
            >
              {t('curation.own.resubmit')}
            </Button>
          )}
          <LinkButton
            size="xs"
            variant={state === 'returned' ? 'light' : 'default'}
            to="/tu-lieu/$id"
            params={{ id: asset.id }}
          >
            {t(
              state === 'returned'
                ? 'curation.own.mend'
                : state === 'open' && nomination.blocking > 0
                  ? 'curation.own.complete'
                  : 'curation.openAsset',
            )}
          </LinkButton>
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconMessage size={15} stroke={1.6} />}
            rightSection={<IconChevronDown className={classes.turn} size={14} stroke={1.6} />}
            aria-expanded={open === 'talk'}
            onClick={() => turn('talk')}
          >
            {comments > 0
              ? t('curation.desk.panelTab.talkCount', { count: comments })
              : t('curation.desk.panelTab.talk')}
          </Button>
          {may.withdraw && (
            <Button
              size="xs"
              variant="subtle"
              color="red"
              aria-expanded={open === 'withdraw'}
              onClick={() => turn('withdraw')}
            >
              {t('curation.own.withdraw')}
            </Button>
          )}
        </div>
        {open === 'talk' && (
          <div className={classes.talk}>
            <ThreadTab nomination={nomination} fieldId={`trao-doi-${id}`} />
          </div>
        )}
        {(open === 'resubmit' || open === 'withdraw') && (
          <AnswerForm nomination={nomination} what={open} onClose={() => setOpen(null)} />
        )}
      </div>
      <StateBadge tone={tones[state]}>{t(`curation.own.state.${state}`)}</StateBadge>
    </li>
  )
}

/** What the unit may still do or expect: what is missing, a second approval, the time of publication. */
function Progress({ nomination }: { nomination: Nomination }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { state, checks, blocking, firstApproval, schedule, delivery } = nomination
  if (state === 'open' && blocking > 0) {
    const missing = checks.filter(check => !check.ok && check.severity === 'blocks')
    const names = [...new Set(missing.map(check => lowerFirst(t(`curation.desk.checkName.${check.key}`))))]
    return (
      <p className={`${classes.lacks} small`}>
        {t('curation.returnForm.fromChecklist', { missing: names.join(', ') })}
      </p>
    )
  }
  if (state === 'open' && firstApproval && !firstApproval.stale)
    return <p className="dim small">{t('curation.desk.eyes.waits')}</p>
  if (state === 'approved' && schedule?.state === 'waiting')
    return <p className="dim small">{t('curation.own.goesOut', { time: f.dateTime(schedule.effectiveAt) })}</p>
  if (state === 'approved' && schedule?.state === 'held' && schedule.reason)
    return <p className={`${classes.lacks} small`}>{t(`curation.desk.held.${schedule.reason}`)}</p>
  if (state === 'approved' && delivery?.publicUrl)
    return (
      <p className="small">
        <a className="link" href={delivery.publicUrl} target="_blank" rel="noreferrer">
          {t('curation.own.live')}
        </a>
      </p>
    )
  return null
}
