import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { DamagedObject } from '#contracts/storage'
import { ProblemState } from '../app/problem-state.tsx'
import { useProblem } from '../app/use-problem.ts'
import { useFormat } from '../ui/format.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { showToast } from '../ui/toast.ts'
import classes from './storage-tab.module.css'
import { useCheck, useDamaged } from './use-storage.ts'

/** Every damaged original with its items, and what to do. */
export function DamagedList() {
  const { t } = useTranslation()
  const query = useDamaged()
  if (query.isError && !query.data) return <ProblemState error={query.error} onRetry={() => void query.refetch()} />
  const damaged = query.data?.pages.flatMap(page => page.damaged) ?? []
  return (
    <section aria-label={t('storage.damaged')}>
      <h2 className={classes.head}>{t('storage.damaged')}</h2>
      <p className={classes.alarm}>{t('storage.whatToDo')}</p>
      <ul>
        {damaged.map(object => (
          <DamagedRow key={object.objectId} object={object} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('operations.jobs.more')}
        </Button>
      )}
    </section>
  )
}

function DamagedRow({ object }: { object: DamagedObject }) {
  const { t } = useTranslation()
  const f = useFormat()
  const verified = object.verifiedAt ? f.dateTime(object.verifiedAt) : t('storage.never')
  return (
    <li className={classes.damaged}>
      <div className={classes.words}>
        {object.assets.map(({ id, title, fileName, unit }) => (
          <p key={id}>
            <Link className="link" to="/tu-lieu/$id" params={{ id }}>
              {title ?? t('storage.draft', { unit })}
            </Link>
            <span className="dim small">
              {' '}
              · {fileName} · {unit}
            </span>
          </p>
        ))}
        <p className="dim small">{t('storage.since', { at: f.dateTime(object.since), verified })}</p>
        <p className="dim small">
          {t('storage.place')}: <code>{object.key}</code> · {f.bytes(object.size)}
        </p>
      </div>
      <StateBadge tone="error">{t(`storage.damage.${object.damage}`)}</StateBadge>
      <CheckButton object={object} />
    </li>
  )
}

function CheckButton({ object }: { object: DamagedObject }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const check = useCheck()
  const again = () =>
    check.mutate(object.objectId, {
      onSuccess: () => void showToast({ message: t('storage.started') }),
      onError: error => void showToast({ message: problem(error).title, tone: 'error' }),
    })
  const name = object.assets[0]?.title ?? object.key
  return (
    <Button
      size="xs"
      variant="default"
      loading={check.isPending}
      aria-label={t('storage.checkOf', { name })}
      onClick={again}
    >
      {t('storage.check')}
    </Button>
  )
}
