import { useTranslation } from 'react-i18next'
import type { SynonymPreview } from '#contracts/synonym'
import classes from './synonyms.module.css'

type Query = SynonymPreview['queries'][number]

/** Which searches would find something else, side by side; those that would not are only counted. */
export function Preview({ preview }: { preview: SynonymPreview }) {
  const { t } = useTranslation()
  const changing = preview.queries.filter(query => query.changes)
  const same = preview.queries.length - changing.length
  return (
    <section className={classes.preview} aria-live="polite">
      <h3>{t('synonyms.preview.title')}</h3>
      {changing.length === 0 && <p className="dim">{t('synonyms.preview.none')}</p>}
      {changing.map(query => (
        <div key={query.q} className={classes.query}>
          <b>“{query.q}”</b>
          <div className={classes.sides}>
            <Side head={t('synonyms.preview.from')} found={query.before} />
            <Side head={t('synonyms.preview.to')} found={query.after} before={query.before} />
          </div>
        </div>
      ))}
      {changing.length > 0 && same > 0 && <p className="dim small">{t('synonyms.preview.same', { count: same })}</p>}
    </section>
  )
}

function Side({ head, found, before }: { head: string; found: Query['before']; before?: Query['before'] }) {
  const { t } = useTranslation()
  const stood = new Set(before?.first.map(({ id }) => id))
  const total =
    found.total === 0
      ? t('synonyms.preview.nothing')
      : t(found.exact ? 'synonyms.preview.items' : 'synonyms.preview.itemsMore', { count: found.total })
  return (
    <div>
      <span className="dim small">
        {head}: {total}
      </span>
      <ol className="small">
        {found.first.map(({ id, title }) => (
          <li key={id}>
            {title} {before && !stood.has(id) && <span className={classes.added}>({t('synonyms.preview.added')})</span>}
          </li>
        ))}
      </ol>
    </div>
  )
}
