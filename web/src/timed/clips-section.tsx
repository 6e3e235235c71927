import '@mantine/core/styles/Progress.layer.css'
import { Button, Progress } from '@mantine/core'
import { IconCut, IconPlayerStop } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import i18next from 'i18next'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import type { Clip } from '#contracts/clip'
import { ProblemState } from '../app/problem-state.tsx'
import { useProblem } from '../app/use-problem.ts'
import { useFormat } from '../ui/format.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { showToast } from '../ui/toast.ts'
import { shortClock } from './clip-times.ts'
import classes from './timed.module.css'
import { useClips, useStopClip } from './use-clips.ts'

const ClipModal = lazy(async () => ({ default: (await import('./clip-modal.tsx')).ClipModal }))

/** What this was cut from, what was cut out of it, and for editors the scissors. */
export function ClipsSection({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const query = useClips(asset)
  const [open, setOpen] = useState(false)
  const mayCut = asset.may.edit && asset.life === 'active' && asset.file === 'ready'
  const { source = null, clips = [] } = query.data ?? {}
  return (
    <>
      <div className={classes.head}>
        <h2 className={classes.title}>{t('timed.clips.title')}</h2>
        {mayCut && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconCut size={16} stroke={1.6} />}
            onClick={() => setOpen(true)}
          >
            {t('timed.clips.cut')}
          </Button>
        )}
      </div>
      {query.isPending && <p className="dim">{t('ui.loading')}</p>}
      {query.isError && <ProblemState error={query.error} onRetry={() => void query.refetch()} small order={3} />}
      {source && (
        <p className={classes.source}>
          {t('timed.clips.from')}{' '}
          <Link className="link" to="/tu-lieu/$id" params={{ id: source.id }}>
            {source.title || t('assets.untitled')}
          </Link>{' '}
          <span className="dim">
            {shortClock(source.fromMs)}–{shortClock(source.toMs)}
          </span>
        </p>
      )}
      {query.data && !source && clips.length === 0 && <p className="dim">{t('timed.clips.none')}</p>}
      {clips.length > 0 && (
        <ul aria-label={t('timed.clips.title')}>
          {clips.map(clip => (
            <ClipRow key={clip.id} clip={clip} source={asset} />
          ))}
        </ul>
      )}
      <Suspense fallback={null}>{open && <ClipModal asset={asset} onClose={() => setOpen(false)} />}</Suspense>
    </>
  )
}

function ClipRow({ clip, source }: { clip: Clip; source: Asset }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { title, fromMs, toMs, state, progress, failure, asset, requestedBy, createdAt } = clip
  const stopped = failure === 'cancelled'
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <p>
          {asset ? (
            <Link className="link" to="/tu-lieu/$id" params={{ id: asset.id }}>
              {asset.title || t('assets.untitled')}
            </Link>
          ) : (
            <b>{title}</b>
          )}{' '}
          <span className="dim">
            · {shortClock(fromMs)}–{shortClock(toMs)}
          </span>
        </p>
        <p className="dim small">{[f.dateTime(createdAt), requestedBy].filter(Boolean).join(' · ')}</p>
        {state === 'failed' && !stopped && <p className="small">{failureWord(failure)}</p>}
        {state === 'waiting' && <Progress value={progress} size={4} mt={6} aria-label={t('timed.clips.cutting')} />}
      </div>
      {state === 'waiting' && (
        <StateBadge tone="accent">{`${t('timed.clips.cutting')} ${f.percent(progress)}`}</StateBadge>
      )}
      {state === 'waiting' && source.may.edit && <StopButton clip={clip} sourceId={source.id} />}
      {state === 'failed' && (
        <StateBadge tone={stopped ? 'neutral' : 'error'}>
          {t(stopped ? 'timed.clips.stoppedState' : 'timed.clips.failed')}
        </StateBadge>
      )}
    </li>
  )
}

function StopButton({ clip, sourceId }: { clip: Clip; sourceId: string }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const stop = useStopClip(sourceId)
  const press = () =>
    stop.mutate(clip.id, {
      onSuccess: () => void showToast({ message: t('timed.clips.stopped') }),
      onError: error => void showToast({ message: problem(error).title, tone: 'error' }),
    })
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconPlayerStop size={16} stroke={1.6} />}
      loading={stop.isPending}
      aria-label={t('timed.clips.stopNamed', { name: clip.title })}
      onClick={press}
    >
      {t('timed.clips.stop')}
    </Button>
  )
}

/** A refusal in the words of problems; what the cutting itself says in one sentence. */
function failureWord(failure: string | null): string {
  const key = `app.problem.${failure}.title`
  return i18next.exists(key) ? i18next.t(key as 'ui.retry') : i18next.t('timed.clips.failedText')
}
