import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/format.ts'
import { actLine, changedMembers, fieldWord } from './act-line.ts'
import classes from './audit-tab.module.css'
import { jobWord } from './job-word.ts'
import type { AuditEntry } from './use-audit.ts'

/** One act as a sentence: who, what, which; its record folds out. */
export function AuditRow({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation()
  const f = useFormat()
  const line = actLine(entry)
  const job = entry.subjectKind === 'job' ? jobWord(line.about) : undefined
  const sentence = t(`operations.act.${line.key}`, { act: line.act })
  return (
    <li className={classes.row}>
      <time dateTime={entry.at} className={classes.time}>
        {f.time(entry.at)}
      </time>
      <div className={classes.words}>
        <p>
          <b>{t(`operations.audit.${actorOf(entry)}`, { name: entry.person?.name ?? '' })}</b> {sentence}{' '}
          <About about={job ? t(`operations.jobs.name.${job}`) : line.about} assetId={line.assetId} />
        </p>
        <p className="dim small">
          {[
            entry.unit?.name,
            entry.apiKeyId && t('operations.audit.byKey'),
            entry.address && t('operations.audit.from', { address: entry.address }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <Changed entry={entry} />
        <Details entry={entry} sentence={sentence} />
      </div>
    </li>
  )
}

// Without a person but with an address, somebody who was not signed in took what everybody may have.
function actorOf(entry: AuditEntry): 'named' | 'erased' | 'guest' | 'system' {
  if (entry.erased) return 'erased'
  if (entry.person) return 'named'
  return entry.address ? 'guest' : 'system'
}

function About({ about, assetId }: { about: string; assetId: string | null }) {
  const { t } = useTranslation()
  if (!assetId) return about ? <span>“{about}”</span> : null
  return (
    <Link className="link" to="/tu-lieu/$id" params={{ id: assetId }}>
      {about ? `“${about}”` : t('operations.audit.thisItem')}
    </Link>
  )
}

function Changed({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation()
  const names = changedMembers(entry).map(name => {
    const word = fieldWord(name)
    return word ? t(`operations.field.${word}`) : name
  })
  return names.length === 0 ? null : (
    <p className="small">{t('operations.audit.changed', { what: names.join(', ') })}</p>
  )
}

function Details({ entry, sentence }: { entry: AuditEntry; sentence: string }) {
  const { t } = useTranslation()
  if (entry.before === null && entry.after === null) return null
  const sides = [
    ['before', entry.before],
    ['after', entry.after],
  ] as const
  return (
    <details className={classes.details}>
      <summary aria-label={t('operations.audit.detailsOf', { what: sentence })}>
        {t('operations.audit.details')}
      </summary>
      <dl>
        <div>
          <dt>{t('operations.audit.subject')}</dt>
          <dd>
            {entry.subjectKind} {entry.subjectId}
          </dd>
        </div>
        {sides.map(([side, value]) =>
          value === null ? null : (
            <div key={side}>
              <dt>{t(`operations.audit.${side}`)}</dt>
              <dd>
                <pre>{JSON.stringify(value, null, 2)}</pre>
              </dd>
            </div>
          ),
        )}
      </dl>
    </details>
  )
}
