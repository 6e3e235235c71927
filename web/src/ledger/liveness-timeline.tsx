import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Liveness } from '#contracts/ledger'
import { useFormat } from '../ui/format.ts'
import classes from './liveness-timeline.module.css'

type Check = Liveness['history'][number]

/** The last looks at a public page, oldest on the left: a bar each, and the chosen one in words. */
export function LivenessTimeline({ history }: { history: readonly Check[] }) {
  const { t } = useTranslation()
  const f = useFormat()
  const [chosen, setChosen] = useState(0)
  const check = history[Math.min(chosen, history.length - 1)]
  if (!check) return null
  const say = (each: Check) => `${f.dateTime(each.at)}: ${t(`ledger.live.state.${each.state}`)}`
  return (
    <div className={classes.timeline}>
      {/* biome-ignore lint/a11y/useSemanticElements: a row of bars, no fields of a form */}
      <div role="group" aria-label={t('ledger.live.history')} className={classes.bars}>
        {history.toReversed().map(each => (
          <button
            key={each.at}
            type="button"
            className={classes.bar}
            data-state={each.state}
            aria-pressed={each === check}
            aria-label={say(each)}
            title={say(each)}
            onClick={() => setChosen(history.indexOf(each))}
          />
        ))}
      </div>
      <p className="small">
        <time dateTime={check.at}>{f.dateTime(check.at)}</time>: {t(`ledger.live.state.${check.state}`)}
        {check.status !== null && <> ({check.status})</>}
        {check.state === 'changed' && check.foundTitle && <> · {t('ledger.live.found', { title: check.foundTitle })}</>}
        {check.creditFound === false && <> · {t('ledger.live.noCredit')}</>}
      </p>
    </div>
  )
}
