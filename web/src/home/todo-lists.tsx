import { useTranslation } from 'react-i18next'
import { useMe } from '../app/me.ts'
import { useFormat } from '../ui/format.ts'
import { SectionHead } from './section-head.tsx'
import classes from './todo-lists.module.css'
import { TodoRow } from './todo-row.tsx'
import { useOpenNominations, useReturnedNominations, useTroubledDeliveries, useUnready } from './use-home.ts'

/** Everything that waits for this person; a list that is empty is not shown, and when all are it says so. */
export function TodoLists() {
  const { t } = useTranslation()
  const f = useFormat()
  const me = useMe()
  const returned = useReturnedNominations().data?.nominations ?? []
  const open = useOpenNominations()
  const mine = me.may.curate ? [] : (open.data?.nominations ?? [])
  const troubled = useTroubledDeliveries()
  const { processing, failed } = useUnready()
  const empty = [returned, mine, troubled, processing, failed].every(list => list.length === 0)
  if (empty) return me.may.curate ? null : <p className="dim">{t('home.nothing')}</p>
  const untitled = t('search.untitled')
  return (
    <div className={classes.lists}>
      {failed.length > 0 && (
        <section>
          <SectionHead title={t('home.failed.title')} count={f.number(failed.length)} />
          <ul>
            {failed.slice(0, 5).map(hit => (
              <TodoRow
                key={hit.id}
                asset={{ ...hit, title: hit.title || untitled }}
                line={t('home.failed.unreadable')}
                act={t('home.failed.look')}
              />
            ))}
          </ul>
        </section>
      )}
      {returned.length > 0 && (
        <section>
          <SectionHead title={t('home.returned.title')} count={f.number(returned.length)} />
          <ul>
            {returned.slice(0, 5).map(({ id, asset, channel, decisionNote }) => (
              <TodoRow
                key={id}
                asset={{ ...asset, title: asset.title || untitled }}
                line={[t('home.returned.from', { channel: channel.name }), decisionNote].filter(Boolean).join(': ')}
                act={t('home.returned.mend')}
              />
            ))}
          </ul>
        </section>
      )}
      {troubled.length > 0 && (
        <section>
          <SectionHead
            title={t('home.trouble.title')}
            count={f.number(troubled.length)}
            to="/phat-hanh"
            more={t('home.desk.all')}
          />
          <ul>
            {troubled.map(({ id, asset, channel, state, problemText }) => (
              <TodoRow
                key={id}
                asset={{ id: asset.id, title: asset.title || untitled, thumbUrl: asset.thumbUrl, thumbhash: null }}
                line={`${channel.name}: ${problemText ?? t(`app.deliveryState.${state}`)}`}
                act={t('home.trouble.look')}
              />
            ))}
          </ul>
        </section>
      )}
      {mine.length > 0 && (
        <section>
          <SectionHead title={t('home.waiting.title')} count={f.number(mine.length)} />
          <ul>
            {mine.slice(0, 5).map(({ id, asset, channel, createdAt }) => (
              <TodoRow
                key={id}
                asset={{ ...asset, title: asset.title || untitled }}
                line={`${channel.name}, ${t('home.waiting.since', { date: f.dateTime(createdAt) })}`}
              />
            ))}
          </ul>
        </section>
      )}
      {processing.length > 0 && (
        <section>
          <SectionHead title={t('home.processing.title')} count={f.number(processing.length)} />
          <ul>
            {processing.slice(0, 5).map(hit => (
              <TodoRow
                key={hit.id}
                asset={{ ...hit, title: hit.title || untitled }}
                line={`${hit.unit.shortName}, ${t('home.processing.text')}`}
              />
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
