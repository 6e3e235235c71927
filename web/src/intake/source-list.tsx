import { Button } from '@mantine/core'
import { IconPlus, IconRss } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contracts/intake-source'
import { useMe } from '../app/me.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { useProblem } from '../app/use-problem.ts'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { useFormat } from '../ui/format.ts'
import { PageState } from '../ui/page-state.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { showToast } from '../ui/toast.ts'
import classes from './intake.module.css'
import { type SourceAct, useActOnSource, useSources } from './use-intake.ts'

const SourceForm = lazy(() => import('./source-form.tsx').then(file => ({ default: file.SourceForm })))
const RemoveDialog = lazy(() => import('./remove-dialog.tsx').then(file => ({ default: file.RemoveDialog })))

/** The sources with their health; who curates changes them. */
export function SourceList() {
  const { t } = useTranslation()
  const me = useMe()
  const query = useSources()
  const act = useActOnSource()
  const [editing, setEditing] = useState<Source | 'new' | null>(null)
  const [removing, setRemoving] = useState<Source | null>(null)
  if (query.isPending) return <ListSkeleton />
  if (query.isError) return <ProblemState error={query.error} onRetry={() => void query.refetch()} />
  return (
    <>
      {me.may.curate && (
        <Button leftSection={<IconPlus size={18} stroke={1.6} />} onClick={() => setEditing('new')}>
          {t('intake.source.add')}
        </Button>
      )}
      {query.data.length === 0 ? (
        <PageState tone="accent" icon={<IconRss />} title={t('intake.source.empty.title')}>
          {t('intake.source.empty.text')}
        </PageState>
      ) : (
        <ul className={classes.list} aria-label={t('intake.source.list')}>
          {query.data.map(source => (
            <SourceRow key={source.id} source={source} onEdit={setEditing} onRemove={setRemoving} />
          ))}
        </ul>
      )}
      <Suspense>
        {editing && <SourceForm source={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
        {removing && (
          <RemoveDialog
            title={t('intake.source.remove')}
            text={t('intake.source.removeAsk', { name: removing.name })}
            busy={act.isPending}
            error={act.error}
            onClose={() => setRemoving(null)}
            onRemove={() => act.mutate({ id: removing.id, act: 'remove' }, { onSuccess: () => setRemoving(null) })}
          />
        )}
      </Suspense>
    </>
  )
}

type RowProps = { source: Source; onEdit: (source: Source) => void; onRemove: (source: Source) => void }

function SourceRow({ source, onEdit, onRemove }: RowProps) {
  const { t } = useTranslation()
  const me = useMe()
  const problem = useProblem()
  const act = useActOnSource()
  const run = (wish: SourceAct['act']) =>
    act.mutate(
      { id: source.id, act: wish },
      {
        onSuccess: () => wish === 'fetch' && void showToast({ message: t('intake.source.queued') }),
        onError: error => void showToast({ message: problem(error).title, tone: 'error' }),
      },
    )
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <span className={classes.title}>{source.name}</span>
        <span className="dim small">{source.address}</span>
        <span className={`${classes.line} dim small`}>
          <span>{t(`intake.source.kinds.${source.kind}`)}</span>
          <span>{source.unit.shortName}</span>
          <span>{t('intake.source.everyShort', { count: source.everyMinutes })}</span>
          <span>{t('intake.source.waiting', { count: source.waiting })}</span>
        </span>
        <Health source={source} />
      </div>
      {me.may.curate && (
        <div className={classes.buttons}>
          <Button size="xs" variant="default" loading={act.isPending} onClick={() => run('fetch')}>
            {t('intake.source.fetch')}
          </Button>
          <Button size="xs" variant="default" onClick={() => run(source.active ? 'off' : 'on')}>
            {source.active ? t('intake.source.off') : t('intake.source.on')}
          </Button>
          <Button size="xs" variant="default" onClick={() => onEdit(source)}>
            {t('intake.source.edit')}
          </Button>
          <Button size="xs" variant="default" onClick={() => onRemove(source)}>
            {t('intake.source.remove')}
          </Button>
        </div>
      )}
    </li>
  )
}

function Health({ source: { health, active } }: { source: Source }) {
  const { t } = useTranslation()
  const f = useFormat()
  return (
    <span className={classes.line}>
      {!active && <StateBadge>{t('intake.source.paused')}</StateBadge>}
      {health.problem ? (
        <StateBadge tone="error">{t(`intake.source.problem.${health.problem}`)}</StateBadge>
      ) : health.lastSuccessAt ? (
        <StateBadge tone="ok">{t('intake.source.ok', { time: f.dateTime(health.lastSuccessAt) })}</StateBadge>
      ) : (
        <StateBadge>{t('intake.source.never')}</StateBadge>
      )}
      {health.openUntil && (
        <StateBadge tone="warning">{t('intake.source.held', { time: f.dateTime(health.openUntil) })}</StateBadge>
      )}
    </span>
  )
}
