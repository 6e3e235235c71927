import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Livestream } from '#contracts/intake-livestream'
import { useProblem } from '../app/use-problem.ts'
import { copyText } from '../feeds/copy-address.ts'
import { useFormat } from '../ui/format.ts'
import { StateBadge, type Tone } from '../ui/state-badge.tsx'
import { showToast } from '../ui/toast.ts'
import classes from './intake.module.css'
import { useReminder } from './use-intake.ts'

const tones: Record<Livestream['state'], Tone> = { upcoming: 'accent', live: 'ok', ended: 'neutral' }
type Props = { stream: Livestream; onEdit: () => void; onRemove: () => void }

/** A live stream: when, whose, the way there; its player only when somebody asks, so that no provider learns who looks at the list. */
export function StreamCard({ stream, onEdit, onRemove }: Props) {
  const { t } = useTranslation()
  const f = useFormat()
  const [shown, setShown] = useState(false)
  const over = stream.state === 'ended'
  const frame = over ? stream.replayEmbed : stream.embedUrl
  const link = over ? stream.replayUrl : stream.streamUrl
  return (
    <li className={classes.card}>
      {shown && frame ? (
        <iframe
          className={classes.frame}
          src={frame}
          title={t('intake.live.frame', { title: stream.title })}
          sandbox="allow-scripts allow-same-origin allow-presentation"
          allow="fullscreen; encrypted-media"
          referrerPolicy="strict-origin-when-cross-origin"
        />
      ) : (
        stream.cover?.pictureUrl && <img className={classes.cover} src={stream.cover.pictureUrl} alt="" />
      )}
      <StateBadge tone={tones[stream.state]}>{t(`intake.live.state.${stream.state}`)}</StateBadge>
      <b className={classes.title}>{stream.title}</b>
      <span className={`${classes.line} dim small`}>
        <time dateTime={stream.startsAt}>
          {f.dateTime(stream.startsAt)} – {f.time(stream.endsAt)}
        </time>
        <span>{stream.unit.shortName}</span>
        {stream.provider && <span>{stream.provider}</span>}
      </span>
      {stream.description && <p className={`dim ${classes.summary}`}>{stream.description}</p>}
      <span className={classes.line}>
        {link && (
          <a href={link} target="_blank" rel="noreferrer noopener">
            {over ? t('intake.live.replay') : t('intake.live.watch')}
          </a>
        )}
        <a href={`/api/v1/livestreams/${stream.id}/event.ics`}>{t('intake.live.ics')}</a>
      </span>
      <div className={classes.line}>
        {frame && (
          <Button size="xs" variant="default" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {shown ? t('intake.live.hide') : t('intake.live.show')}
          </Button>
        )}
        <Acts stream={stream} link={link} />
        {stream.may.edit && (
          <>
            <Button size="xs" variant="default" onClick={onEdit}>
              {t('intake.live.edit')}
            </Button>
            <Button size="xs" variant="default" onClick={onRemove}>
              {t('intake.live.remove')}
            </Button>
          </>
        )}
      </div>
    </li>
  )
}

function Acts({ stream, link }: { stream: Livestream; link: string | null }) {
  const { t } = useTranslation()
  const f = useFormat()
  const problem = useProblem()
  const reminder = useReminder()
  const wanted = !stream.reminded
  const details = [stream.title, `${f.dateTime(stream.startsAt)}, ${stream.unit.name}`, stream.description, link]
  return (
    <>
      {stream.state === 'upcoming' && (
        <Button
          size="xs"
          variant={wanted ? 'filled' : 'default'}
          loading={reminder.isPending}
          onClick={() =>
            reminder.mutate(
              { id: stream.id, wanted },
              {
                onSuccess: () => void showToast({ message: t(`intake.live.${wanted ? 'reminded' : 'forgotten'}`) }),
                onError: error => void showToast({ message: problem(error).title, tone: 'error' }),
              },
            )
          }
        >
          {wanted ? t('intake.live.remind') : t('intake.live.forget')}
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        onClick={() => void copyText(details.filter(Boolean).join('\n'), t('intake.live.copied'), t)}
      >
        {t('intake.live.copy')}
      </Button>
    </>
  )
}
