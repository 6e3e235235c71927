import { Button, SegmentedControl, Textarea } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconUserCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import { useFormat } from '../ui/format.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { ChannelSection } from './channel-section.tsx'
import { CheckList } from './check-list.tsx'
import { DecidedNotice } from './decided-notice.tsx'
import classes from './decision-panel.module.css'
import { PlanSection } from './plan-section.tsx'
import { ThreadTab } from './thread-tab.tsx'
import { whyNot } from './use-decision.ts'
import type { DeskActing } from './use-desk-acting.ts'
import { useNomination } from './use-nominations.ts'

type Props = { nomination: Nomination; acting: DeskActing }

/** What may be done: the conditions, where and when it goes, what was said, and the two decisions. */
export function DecisionPanel({ nomination: listed, acting }: Props) {
  const { t } = useTranslation()
  const full = useNomination(listed.id).data
  // The list knows of a change as soon as the one does; whichever is newer is shown.
  const nomination = full && full.revision >= listed.revision ? full : listed
  return (
    <aside className={classes.panel} aria-label={t('curation.desk.panel')}>
      <div className={classes.tabs}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('curation.desk.panel')}
          value={acting.panel}
          onChange={value => acting.setPanel(value === 'talk' ? 'talk' : 'decision')}
          data={[
            { value: 'decision', label: t('curation.desk.panelTab.decision') },
            {
              value: 'talk',
              label:
                nomination.comments > 0
                  ? t('curation.desk.panelTab.talkCount', { count: nomination.comments })
                  : t('curation.desk.panelTab.talk'),
            },
          ]}
        />
      </div>
      {acting.panel === 'talk' ? (
        <ThreadTab nomination={nomination} onLeave={acting.desk.focusRow} />
      ) : (
        <div className={classes.scroll}>
          <FirstApproval nomination={nomination} />
          <Conditions nomination={nomination} acting={acting} known={full !== undefined} />
          <ChannelSection nomination={nomination} acting={acting} />
          <PlanSection nomination={nomination} acting={acting} />
          {nomination.state === 'open' && (
            <Textarea
              mt={16}
              label={t('curation.note')}
              placeholder={t('curation.noteHint')}
              value={acting.decision.note}
              maxLength={2000}
              autosize
              minRows={2}
              maxRows={6}
              onChange={event => acting.decision.setNote(event.currentTarget.value)}
            />
          )}
        </div>
      )}
      {nomination.state === 'open' ? (
        <Decide nomination={nomination} acting={acting} />
      ) : (
        <DecidedNotice nomination={nomination} acting={acting} />
      )}
    </aside>
  )
}

function Conditions({ nomination, acting, known }: Props & { known: boolean }) {
  const { t } = useTranslation()
  const met = nomination.checks.filter(check => check.ok).length
  const said = acting.decision.missingOf(nomination)
  return (
    <>
      <div className={classes.head}>
        <h2>{t('curation.clearance')}</h2>
        <StateBadge tone={nomination.blocking > 0 ? 'error' : nomination.warnings > 0 ? 'warning' : 'ok'}>
          {known && nomination.checks.length > 0
            ? t('curation.clearanceCount', { ok: met, all: nomination.checks.length })
            : nomination.blocking > 0
              ? t('curation.missing', { count: nomination.blocking })
              : t('curation.cleared')}
        </StateBadge>
      </div>
      {said && (
        <div className={classes.refused} role="alert">
          <p>{t('curation.desk.refusedList')}</p>
          <ul>
            {said.map(item => (
              <li key={item.key + item.detail}>{item.detail}</li>
            ))}
          </ul>
        </div>
      )}
      <CheckList nomination={nomination} acting={acting} />
    </>
  )
}

/** Four eyes: who gave the first approval, whether it still counts, and who has to look next. */
function FirstApproval({ nomination }: { nomination: Nomination }) {
  const { t } = useTranslation()
  const f = useFormat()
  if (!nomination.fourEyes || nomination.state !== 'open') return null
  const first = nomination.firstApproval
  return (
    <div className={classes.eyes} data-stale={first?.stale || undefined}>
      <IconUserCheck size={18} stroke={1.6} aria-hidden="true" />
      <div>
        <p>
          <b>
            {first === null
              ? t('curation.desk.eyes.needed')
              : t(first.stale ? 'curation.desk.eyes.stale' : 'curation.desk.eyes.waits')}
          </b>
        </p>
        {first && (
          <p className="small">
            {t('curation.desk.eyes.first', { name: first.by.name, time: f.dateTime(first.at) })}
            {first.note && <> “{first.note}”</>}
          </p>
        )}
        {nomination.may.decideBarred && <p className="small">{t('curation.desk.cannot.fourEyes')}</p>}
      </div>
    </div>
  )
}

function Decide({ nomination, acting }: Props) {
  const { t } = useTranslation()
  const f = useFormat()
  const { decision, act } = acting
  const barred = whyNot(nomination)
  const wished = nomination.schedule?.state === 'wished' ? nomination.schedule.effectiveAt : null
  const second = nomination.firstApproval !== null && !nomination.firstApproval.stale
  const channel = nomination.channel.name
  const then = second || !nomination.fourEyes
  return (
    <div className={classes.footer}>
      <div className={classes.acts}>
        <Button
          className={classes.approve}
          leftSection={<IconCheck size={18} stroke={1.8} />}
          rightSection={<kbd className={classes.key}>A</kbd>}
          data-disabled={barred !== null || undefined}
          aria-disabled={barred !== null || undefined}
          aria-describedby="vi-sao-chua-duyet"
          onClick={() => decision.approve(nomination)}
        >
          {t(
            second
              ? 'curation.desk.approveSecond'
              : nomination.fourEyes
                ? 'curation.desk.approveFirst'
                : 'curation.approve',
          )}
        </Button>
        <Button
          variant="outline"
          color="red"
          leftSection={<IconArrowBackUp size={18} stroke={1.6} />}
          rightSection={<kbd className={classes.key}>R</kbd>}
          disabled={!nomination.may.decide && !nomination.may.decideBarred}
          onClick={() => act('return')}
        >
          {t('curation.returnIt')}
        </Button>
      </div>
      <p id="vi-sao-chua-duyet" className="dim small">
        {barred
          ? t(`curation.desk.cannot.${barred}`, { count: nomination.blocking })
          : !then
            ? t('curation.desk.thenSecond')
            : wished
              ? t('curation.desk.thenAt', { channel, time: f.dateTime(wished) })
              : t('curation.approving', { channel })}
      </p>
    </div>
  )
}
