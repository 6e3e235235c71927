import { IconExternalLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Comparison } from '#contracts/desk'
import type { Nomination } from '#contracts/nomination'
import { LoadingPage } from '../app/page-fallbacks.tsx'
import { ProblemState } from '../app/problem-state.tsx'
import { useFormat } from '../ui/format.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import classes from './comparison-view.module.css'
import { plainParagraphs } from './plain-paragraphs.ts'
import { useComparison } from './use-edits.ts'
import { wordDiff } from './word-diff.ts'

/** Original, what would be sent and what is live now, field by field, with what changed marked in colour and for the ear. */
export function ComparisonView({ nomination }: { nomination: Nomination }) {
  const { t } = useTranslation()
  const f = useFormat()
  const query = useComparison(nomination.id)
  if (query.isPending) return <LoadingPage />
  if (query.isError) return <ProblemState small error={query.error} onRetry={() => void query.refetch()} />
  const { live, items } = query.data
  return (
    // A region that scrolls must be reachable by key.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
    <section className={classes.view} tabIndex={0} aria-label={t('curation.desk.tab.compare')}>
      <p className={classes.legend}>
        <span>
          <ins className={classes.added}>{t('curation.desk.compare.added')}</ins>{' '}
          <del className={classes.removed}>{t('curation.desk.compare.removed')}</del>
        </span>
        {live ? (
          <span className="dim">
            {t('curation.desk.compare.liveSince', { number: live.version, time: f.dateTime(live.at) })}{' '}
            {live.publicUrl && (
              <a className="link" href={live.publicUrl} target="_blank" rel="noreferrer">
                {t('curation.desk.compare.look')} <IconExternalLink size={14} stroke={1.6} aria-hidden="true" />
              </a>
            )}
          </span>
        ) : (
          <span className="dim">{t('curation.desk.compare.notLive', { channel: nomination.channel.name })}</span>
        )}
      </p>
      {items.map(item => (
        <ItemTable key={item.asset.id} item={item} several={items.length > 1} live={live !== null} />
      ))}
    </section>
  )
}

type Item = Comparison['items'][number]

function ItemTable({ item, several, live }: { item: Item; several: boolean; live: boolean }) {
  const { t } = useTranslation()
  const fields = item.fields.filter(one => one.original || one.edited || one.live)
  return (
    <section className={classes.item}>
      {several && (
        <h3>
          {item.asset.title} <span className="dim">· {t(`curation.desk.role.${item.role}`)}</span>{' '}
          {!item.inPackage && <StateBadge tone="error">{t('curation.desk.compare.taken')}</StateBadge>}
          {live && item.inPackage && !item.isLive && (
            <StateBadge tone="accent">{t('curation.desk.compare.new')}</StateBadge>
          )}
        </h3>
      )}
      <table className={classes.table} data-live={live || undefined}>
        <thead>
          <tr>
            <th scope="col">{t('curation.desk.compare.field')}</th>
            <th scope="col">{t('curation.desk.compare.original')}</th>
            <th scope="col">{t('curation.desk.compare.edited')}</th>
            {live && <th scope="col">{t('curation.desk.compare.live')}</th>}
          </tr>
        </thead>
        <tbody>
          {fields.map(one => (
            <Row key={`${one.field}-${one.language}`} field={one} live={live} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ field, live }: { field: Item['fields'][number]; live: boolean }) {
  const { t } = useTranslation()
  const text = (value: string | null) => (field.field === 'body' ? plain(value) : (value ?? ''))
  const [original, edited, now] = [text(field.original), text(field.edited), text(field.live)]
  const sent = edited || original
  return (
    <tr>
      <th scope="row">
        {t(`curation.desk.field.${field.field}`)}
        <span className={classes.language}>{field.language}</span>
      </th>
      <td data-label={t('curation.desk.compare.original')}>{original || <Nothing />}</td>
      <td data-label={t('curation.desk.compare.edited')}>
        {edited === '' || edited === original ? (
          <span className="dim">{t('curation.desk.compare.asOriginal')}</span>
        ) : (
          <Marked before={original} after={edited} />
        )}
      </td>
      {live && (
        <td data-label={t('curation.desk.compare.live')}>
          {now === '' ? (
            <Nothing />
          ) : now === sent ? (
            <span className="dim">{t('curation.desk.compare.same')}</span>
          ) : (
            <Marked before={now} after={sent} />
          )}
        </td>
      )}
    </tr>
  )
}

/** From what stands there to what would: taken out struck through, put in underlined. */
function Marked({ before, after }: { before: string; after: string }) {
  return (
    <>
      {wordDiff(before, after).map((part, index) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one comparison do not move.
        if (part.kind === 'same') return <span key={index}>{part.text}</span>
        const Tag = part.kind === 'added' ? 'ins' : 'del'
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <Tag key={index} className={classes[part.kind]}>
            {part.text}
          </Tag>
        )
      })}
    </>
  )
}

function Nothing() {
  const { t } = useTranslation()
  return <span className="dim">{t('curation.desk.compare.nothing')}</span>
}

function plain(html: string | null): string {
  return html === null
    ? ''
    : plainParagraphs(html)
        .map(paragraph => paragraph.text)
        .join('\n')
}
