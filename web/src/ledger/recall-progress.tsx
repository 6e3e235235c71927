import { useTranslation } from 'react-i18next'
import type { RecallSummary } from '#contracts/ledger'
import classes from './recall-page.module.css'

/** How far it has come: channels and people by how many have acted; links and feeds stop by themselves at once. */
export function RecallProgress({ recall }: { recall: RecallSummary }) {
  const { t } = useTranslation()
  const { channels, channelsDone, people, peopleDone, links } = recall.progress
  const lifted = recall.liftedAt !== null
  return (
    <dl className={classes.progress} aria-label={t('ledger.recalls.progress')}>
      <Meter
        label={t('ledger.recalls.channelsTitle')}
        done={channelsDone}
        all={channels}
        none={t('ledger.recalls.onNone')}
      />
      <Meter
        label={t('ledger.recalls.peopleTitle')}
        done={peopleDone}
        all={people}
        none={t('ledger.recalls.byNobody')}
      />
      <div>
        <dt>{t('ledger.recalls.linksShort')}</dt>
        <dd>
          <b>{links}</b>{' '}
          <span className="dim small">{t(lifted ? 'ledger.recalls.openAgain' : 'ledger.recalls.closedNow')}</span>
        </dd>
      </div>
      <div>
        <dt>{t('ledger.recalls.feeds')}</dt>
        <dd>
          <span>{t(lifted ? 'ledger.recalls.openAgain' : 'ledger.recalls.feedsClosed')}</span>
        </dd>
      </div>
    </dl>
  )
}

function Meter({ label, done, all, none }: { label: string; done: number; all: number; none: string }) {
  const { t } = useTranslation()
  return (
    <div data-done={done === all || undefined}>
      <dt>{label}</dt>
      <dd>
        {all === 0 ? (
          <span>{none}</span>
        ) : (
          <>
            <b>
              {done}/{all}
            </b>{' '}
            <span className="dim small">{t('ledger.recalls.acted')}</span>
            <span className={classes.track} aria-hidden="true">
              <i style={{ width: `${(done / all) * 100}%` }} />
            </span>
          </>
        )}
      </dd>
    </div>
  )
}
