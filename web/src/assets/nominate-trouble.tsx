import { useTranslation } from 'react-i18next'
import classes from './modal-form.module.css'
import type { NominationResult } from './use-nominate.ts'

/** What the hub did not take, and why. */
export function NominateTrouble({ results }: { results: readonly NominationResult[] }) {
  const { t } = useTranslation()
  const failed = results.filter(result => result.problem)
  if (failed.length === 0) return null
  return (
    <div className={classes.trouble} role="alert">
      <p>{t('assets.nomination.failed', { count: failed.length })}</p>
      <ul>
        {failed.map(result => (
          <li key={result.id}>
            <b>{result.title}</b>: {result.problem}
          </li>
        ))}
      </ul>
    </div>
  )
}
