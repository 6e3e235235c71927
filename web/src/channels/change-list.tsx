import { useTranslation } from 'react-i18next'
import type { UpdateDifference } from '#contracts/channel-admin'
import { splitChange } from './split-change.ts'
import classes from './update-card.module.css'
import { useFieldName, useFieldValue } from './use-field-value.ts'

type Change = UpdateDifference['channels'][number]['changes'][number]

/** Member by member: what stands there, and what would. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation()
  const name = useFieldName()
  if (changes.length === 0) return <p>{t('channels.update.nothing')}</p>
  const consent = changes.filter(change => change.field.startsWith('consent'))
  const plain = changes.filter(change => !consent.includes(change))
  return (
    <dl className={classes.changes}>
      {plain.map(change => (
        <div key={change.field}>
          <dt>{name(change.field)}</dt>
          <Sides change={change} />
        </div>
      ))}
      {consent.length > 0 && (
        <div>
          <dt>{name('consent')}</dt>
          <dd>{t('channels.update.seeItem')}</dd>
        </div>
      )}
    </dl>
  )
}

function Sides({ change }: { change: Change }) {
  const { t } = useTranslation()
  const value = useFieldValue()
  const [before, after] = [value(change.field, change.before), value(change.field, change.after)]
  const { head, removed, added, tail } = splitChange(before, after)
  return (
    <>
      <dd className={classes.before}>
        <span className={classes.side}>{t('channels.update.before')}</span>
        {before === '' ? (
          <span className="dim">{t('channels.update.empty')}</span>
        ) : (
          <span>
            {head}
            {removed && <del>{removed}</del>}
            {tail}
          </span>
        )}
      </dd>
      <dd className={classes.after}>
        <span className={classes.side}>{t('channels.update.after')}</span>
        {after === '' ? (
          <span className="dim">{t('channels.update.empty')}</span>
        ) : (
          <span>
            {head}
            {added && <ins>{added}</ins>}
            {tail}
          </span>
        )}
      </dd>
    </>
  )
}
