import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NearPicture } from '#contracts/near'
import { useProblem } from '../app/use-problem.ts'
import { useTrashAsset } from '../assets/use-asset.ts'
import { likeness, useAdopt, useNearSoon } from '../assets/use-near.ts'
import { Picture } from '../ui/picture.tsx'
import classes from './row-near.module.css'

type Props = { assetId: string; name: string }
type Done = { kind: 'adopted'; near: NearPicture } | { kind: 'dropped' } | { kind: 'kept' } | null

/** What is in the library already and looks like the file that has just come in. It stops nothing: both stay until somebody chooses. */
export function RowNear({ assetId, name }: Props) {
  const { t } = useTranslation()
  const problem = useProblem()
  const { data } = useNearSoon(assetId)
  const adopt = useAdopt(assetId)
  const { trash, restore } = useTrashAsset(assetId)
  const [done, setDone] = useState<Done>(null)
  if (done?.kind === 'kept' || !data || data.length === 0) return null
  if (done) return <Outcome done={done} onBack={() => restore.mutate(undefined, { onSuccess: () => setDone(null) })} />
  const error = adopt.error ?? trash.error
  const busy = adopt.isPending || trash.isPending
  return (
    <fieldset className={classes.near} aria-label={t('uploads.near.choose', { name })}>
      <div className={classes.head}>
        <b className="small">{t('uploads.near.found', { count: data.length })}</b>
        <span className={classes.acts}>
          <Button size="xs" variant="default" onClick={() => setDone({ kind: 'kept' })}>
            {t('uploads.near.keep')}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            disabled={busy}
            aria-label={t('uploads.near.dropNamed', { name })}
            onClick={() => trash.mutate(undefined, { onSuccess: () => setDone({ kind: 'dropped' }) })}
          >
            {t('uploads.near.drop')}
          </Button>
        </span>
      </div>
      <ul className={classes.list}>
        {data.slice(0, 4).map(near => (
          <Candidate
            key={near.id}
            near={near}
            name={name}
            busy={busy}
            onAdopt={() => adopt.mutate(near.id, { onSuccess: () => setDone({ kind: 'adopted', near }) })}
          />
        ))}
      </ul>
      {error && (
        <p role="alert" className={`small ${classes.trouble}`}>
          {problem(error).title}. {problem(error).detail}
        </p>
      )}
    </fieldset>
  )
}

type CandidateProps = { near: NearPicture; name: string; busy: boolean; onAdopt: () => void }

function Candidate({ near, name, busy, onAdopt }: CandidateProps) {
  const { t } = useTranslation()
  const title = near.title || t('assets.untitled')
  return (
    <li className={classes.one}>
      <Link to="/tu-lieu/$id" params={{ id: near.id }} className={classes.link}>
        <span className={classes.thumb}>
          <Picture src={near.thumbUrl} alt="" />
        </span>
        <span className={classes.words}>
          <span className="cut">{title}</span>
          <span className="dim small cut">
            {near.unit} · {t(`assets.near.${likeness(near.distance)}`)}
          </span>
        </span>
      </Link>
      {near.mayReplace && (
        <Button
          size="xs"
          variant="default"
          disabled={busy}
          aria-label={t('uploads.near.adoptOf', { name, title })}
          onClick={onAdopt}
        >
          {t('uploads.near.adopt')}
        </Button>
      )}
    </li>
  )
}

function Outcome({ done, onBack }: { done: NonNullable<Done>; onBack: () => void }) {
  const { t } = useTranslation()
  if (done.kind !== 'adopted')
    return (
      <p role="status" className={`small ${classes.near} ${classes.head}`}>
        {t('uploads.near.dropped')}
        <Button size="xs" variant="default" onClick={onBack}>
          {t('uploads.near.back')}
        </Button>
      </p>
    )
  const title = done.near.title || t('assets.untitled')
  return (
    <p role="status" className={`small ${classes.near} ${classes.head}`}>
      {t('uploads.near.adopted', { title })}
      <Link to="/tu-lieu/$id" params={{ id: done.near.id }} className="link">
        {t('uploads.near.openAdopted', { title })}
      </Link>
    </p>
  )
}
