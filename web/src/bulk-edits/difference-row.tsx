import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { BulkEditRow } from '#contracts/bulk-edit'
import type { BulkRowState } from '#contracts/bulk-edit-values'
import { StateBadge, type Tone } from '../ui/state-badge.tsx'
import classes from './bulk-edits.module.css'
import { useShownValue } from './use-shown-value.ts'
import { useWhy } from './use-why.ts'

const tones: Record<BulkRowState, Tone> = {
  waiting: 'neutral',
  ready: 'accent',
  unchanged: 'neutral',
  refused: 'error',
  done: 'ok',
  failed: 'error',
  undone: 'neutral',
  kept: 'warning',
}

/** One item: what it is, what changes from what to what, or why nothing does. */
export function DifferenceRow({ row }: { row: BulkEditRow }) {
  const { t } = useTranslation()
  const shown = useShownValue()
  const why = useWhy()
  const { assetId, title, line, state, problem, fields } = row
  return (
    <div className={classes.row}>
      <div className={classes.head}>
        {title === null ? (
          <span className={classes.name}>{t('bulkEdits.hidden', { id: assetId })}</span>
        ) : (
          <Link to="/tu-lieu/$id" params={{ id: assetId }} className={classes.name}>
            {title || t('assets.untitled')}
          </Link>
        )}
        {line !== null && <span className="dim small">{t('bulkEdits.line', { line })}</span>}
        <StateBadge tone={tones[state]}>{t(`bulkEdits.row.${state}`)}</StateBadge>
      </div>
      {problem && <p className={classes.why}>{why(problem)}</p>}
      {fields.length > 0 && (
        <dl className={classes.differences}>
          {fields.map(({ field, before, after }) => (
            <div key={field} className={classes.difference}>
              <dt>{t(`bulkEdits.field.${field}`)}</dt>
              <dd>
                <span className="visually-hidden">{t('bulkEdits.before')}: </span>
                <del>{shown(field, before)}</del>
                <span aria-hidden="true"> → </span>
                <span className="visually-hidden">{t('bulkEdits.after')}: </span>
                <ins>{shown(field, after)}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}
