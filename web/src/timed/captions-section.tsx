import { Button } from '@mantine/core'
import { IconBadgeCc, IconDownload, IconTrash } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import type { CaptionTrack } from '#contracts/caption'
import { ProblemState } from '../app/problem-state.tsx'
import { useProblem } from '../app/use-problem.ts'
import { useFormat } from '../ui/format.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { showToast } from '../ui/toast.ts'
import classes from './timed.module.css'
import { useCaptions, useRemoveCaptions } from './use-captions.ts'

const CaptionsModal = lazy(async () => ({ default: (await import('./captions-modal.tsx')).CaptionsModal }))

/** The captions of a film or sound: which there are, whether they fit, and for editors more of them. */
export function CaptionsSection({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const query = useCaptions(asset)
  const [open, setOpen] = useState(false)
  const mayChange = asset.may.edit && asset.life === 'active'
  return (
    <>
      <div className={classes.head}>
        <h2 className={classes.title}>{t('timed.captions.title')}</h2>
        {mayChange && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconBadgeCc size={16} stroke={1.6} />}
            onClick={() => setOpen(true)}
          >
            {t('timed.captions.add')}
          </Button>
        )}
      </div>
      {query.isPending && <p className="dim">{t('ui.loading')}</p>}
      {query.isError && <ProblemState error={query.error} onRetry={() => void query.refetch()} small order={3} />}
      {query.data?.length === 0 && <p className="dim">{t('timed.captions.none')}</p>}
      {query.data && query.data.length > 0 && (
        <ul aria-label={t('timed.captions.title')}>
          {query.data.map(track => (
            <TrackRow key={track.id} asset={asset} track={track} mayChange={mayChange} />
          ))}
        </ul>
      )}
      <Suspense fallback={null}>
        {open && <CaptionsModal asset={asset} tracks={query.data ?? []} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  )
}

function TrackRow({ asset, track, mayChange }: { asset: Asset; track: CaptionTrack; mayChange: boolean }) {
  const { t } = useTranslation()
  const f = useFormat()
  const problem = useProblem()
  const remove = useRemoveCaptions(asset.id)
  const { label, kind, cues, version, differs, updatedAt, createdBy } = track
  const drop = async () => {
    try {
      await remove.mutateAsync(track)
      void showToast({ message: t('timed.captions.removed', { label }) })
    } catch (error) {
      void showToast({ message: problem(error).title })
    }
  }
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <p>
          <b>{label}</b> · {t(`timed.captions.kind.${kind}`)} · {t('timed.captions.cues', { count: cues })}
        </p>
        <p className="dim small">
          {[f.dateTime(updatedAt), createdBy, t('timed.captions.version', { version })].filter(Boolean).join(' · ')}
        </p>
        {differs && (
          <p className="small">
            {t('timed.captions.differs', { was: f.duration(differs.wasMs), is: f.duration(differs.isMs) })}
          </p>
        )}
      </div>
      {differs && <StateBadge tone="warning">{t('timed.captions.check')}</StateBadge>}
      <span className={classes.acts}>
        <Button
          component="a"
          href={track.url}
          download={`${track.language}.vtt`}
          size="xs"
          variant="subtle"
          leftSection={<IconDownload size={16} stroke={1.6} />}
          aria-label={t('timed.captions.downloadOf', { label })}
        >
          {t('timed.captions.download')}
        </Button>
        {mayChange && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconTrash size={16} stroke={1.6} />}
            loading={remove.isPending}
            aria-label={t('timed.captions.removeOf', { label })}
            onClick={() => void drop()}
          >
            {t('timed.captions.remove')}
          </Button>
        )}
      </span>
    </li>
  )
}
