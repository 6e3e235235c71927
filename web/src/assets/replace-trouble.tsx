import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Quota } from '#contracts/quota'
import { ApiProblem } from '../app/api.ts'
import { useProblem } from '../app/use-problem.ts'
import { useFormat } from '../ui/format.ts'
import classes from './modal-form.module.css'

/** Why the new file was not taken: a duplicate names the other item, a full quota says the numbers. */
export function ReplaceTrouble({ error }: { error: unknown }) {
  const problem = useProblem()
  if (!error) return null
  const said = problem(error)
  return (
    <div className={classes.trouble} role="alert">
      <b>{said.title}.</b> {said.detail}
      {error instanceof ApiProblem && <More error={error} />}
    </div>
  )
}

function More({ error }: { error: ApiProblem }) {
  const { t } = useTranslation()
  const f = useFormat()
  if (error.key === 'duplicate') {
    const other = error.extension.asset as { id: string; title: string } | undefined
    return other ? (
      <p>
        <Link to="/tu-lieu/$id" params={{ id: other.id }} className="link">
          {other.title || t('assets.untitled')}
        </Link>
      </p>
    ) : null
  }
  const quota = error.key === 'quota-exceeded' ? (error.extension.quota as Quota | undefined) : undefined
  if (!quota) return null
  const most = quota.maxBytes === null ? '' : t('assets.versions.ofBytes', { most: f.bytes(quota.maxBytes) })
  return <p>{t('assets.versions.quota', { used: f.bytes(quota.bytes), most })}</p>
}
