import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SessionView } from '#contracts/identity'
import { ProblemState } from '../app/problem-state.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { useFormat } from '../ui/format.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { showToast } from '../ui/toast.ts'
import classes from './account-page.module.css'
import { AccountSection } from './account-section.tsx'
import { useSessions } from './use-account.ts'

export function SessionsSection() {
  const { t } = useTranslation()
  const { list, end } = useSessions()
  const stop = (id: string | null) =>
    end.mutate(id, { onSuccess: () => void showToast({ message: t('account.sessions.ended') }) })
  return (
    <AccountSection id="phien" title={t('account.sessions.title')} text={t('account.sessions.text')}>
      {list.isPending ? (
        <ListSkeleton />
      ) : list.isError ? (
        <ProblemState error={list.error} onRetry={() => void list.refetch()} small />
      ) : (
        <>
          <ul aria-label={t('account.sessions.list')}>
            {list.data.map(session => (
              <SessionRow key={session.id} session={session} onEnd={() => stop(session.id)} />
            ))}
          </ul>
          {list.data.length > 1 && (
            <Button variant="default" loading={end.isPending} onClick={() => stop(null)}>
              {t('account.sessions.endOthers')}
            </Button>
          )}
        </>
      )}
    </AccountSection>
  )
}

function SessionRow({ session, onEnd }: { session: SessionView; onEnd: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const when = format.dateTime(session.begunAt)
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <p>{browserName(session.browser) ?? t('account.sessions.unknown')}</p>
        <p className="dim small">
          {t('account.sessions.begun', { when })}
          {session.address && ` · ${session.address}`}
        </p>
      </div>
      {session.current ? (
        <StateBadge tone="ok">{t('account.sessions.current')}</StateBadge>
      ) : (
        <Button size="xs" variant="default" aria-label={t('account.sessions.endOf', { when })} onClick={onEnd}>
          {t('account.sessions.end')}
        </Button>
      )}
    </li>
  )
}

/** `Chrome · Windows` out of a User-Agent; null where neither is known. */
function browserName(agent: string): string | null {
  const browser = /Edg\//.test(agent) ? 'Edge' : /(Coc_Coc|Firefox|OPR|Chrome|Safari|curl)/i.exec(agent)?.[1]
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent)?.[1]
  const parts = [browser?.replace('Coc_Coc', 'Cốc Cốc').replace('OPR', 'Opera'), system].filter(Boolean)
  return parts.length > 0 ? parts.join(' · ') : null
}
