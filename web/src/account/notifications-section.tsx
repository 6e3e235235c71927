import { Checkbox, NativeSelect } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { MailWay, NotificationPreference } from '#contracts/notification'
import { ProblemState } from '../app/problem-state.tsx'
import { useProblem } from '../app/use-problem.ts'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import notifications from '../notifications/notifications.module.css'
import { useNotificationPreferences } from '../notifications/use-notifications.ts'
import { showToast } from '../ui/toast.ts'
import classes from './account-page.module.css'

/** How I am told of what: each choice holds at once. */
export function NotificationsSection() {
  const { t } = useTranslation()
  const problem = useProblem()
  const { found, change } = useNotificationPreferences()
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    // A letter leads here: the page itself was not drawn yet when the browser looked for the place.
    if (found.isSuccess && window.location.hash === '#thong-bao') section.current?.scrollIntoView()
  }, [found.isSuccess])
  const save = (body: Parameters<typeof change.mutate>[0]) =>
    change.mutate(body, {
      onError: error => void showToast({ message: problem(error).title, tone: 'error' }),
    })
  return (
    <section id="thong-bao" className={classes.section} aria-labelledby="thong-bao-ten" ref={section}>
      <h2 id="thong-bao-ten">{t('notifications.preferences.title')}</h2>
      <p className="dim">{t('notifications.preferences.text')}</p>
      {found.isPending ? (
        <ListSkeleton />
      ) : found.isError ? (
        <ProblemState error={found.error} onRetry={() => void found.refetch()} small />
      ) : (
        <>
          <table className={notifications.wishes}>
            <thead>
              <tr>
                <th scope="col">{t('notifications.preferences.kind')}</th>
                <th scope="col">{t('notifications.preferences.inApp')}</th>
                <th scope="col">{t('notifications.preferences.mail')}</th>
              </tr>
            </thead>
            <tbody>
              {found.data.kinds.map(wish => (
                <WishRow key={wish.kind} wish={wish} onChange={kind => save({ kinds: [kind] })} />
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}

const ways: readonly MailWay[] = ['none', 'at-once', 'daily', 'weekly']
type RowProps = { wish: NotificationPreference; onChange: (wish: NotificationPreference) => void }
function WishRow({ wish, onChange }: RowProps) {
  const { t } = useTranslation()
  const kind = t(`notifications.preferences.kinds.${wish.kind}`)
  return (
    <tr>
      <th scope="row">{kind}</th>
      <td>
        <Checkbox
          checked={wish.inApp}
          label={<span className={notifications.narrow}>{t('notifications.preferences.inApp')}</span>}
          aria-label={t('notifications.preferences.inAppOf', { kind })}
          onChange={event => onChange({ ...wish, inApp: event.currentTarget.checked })}
        />
      </td>
      <td>
        <NativeSelect
          size="sm"
          value={wish.mail}
          aria-label={t('notifications.preferences.mailOf', { kind })}
          data={ways.map(value => ({ value, label: t(`notifications.preferences.ways.${value}`) }))}
          onChange={event => onChange({ ...wish, mail: event.currentTarget.value as MailWay })}
        />
      </td>
    </tr>
  )
}
