import { Button } from '@mantine/core'
import { IconMailPlus } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitHistory, UnitPage } from '#contracts/unit-history'
import { useMe } from '../app/me.ts'
import classes from './unit-page.module.css'

const InviteForm = lazy(() => import('../operations/invite-form.tsx').then(file => ({ default: file.InviteForm })))
const InvitationList = lazy(() =>
  import('../operations/invitation-list.tsx').then(file => ({ default: file.InvitationList })),
)
type Props = { unit: UnitHistory; people: NonNullable<UnitPage['people']> }

/** Who is in the unit; its editors invite, and see who has not come yet. */
export function UnitPeople({ unit, people }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const [inviting, setInviting] = useState(false)
  const invites = !unit.endedOn && me.inviteUnits.some(each => each.code === unit.code)
  return (
    <section>
      <div className={classes.head}>
        <h2>{t('units.page.people')}</h2>
        {invites && (
          <Button
            variant="default"
            leftSection={<IconMailPlus size={18} stroke={1.6} aria-hidden="true" />}
            onClick={() => setInviting(true)}
          >
            {t('units.page.invite')}
          </Button>
        )}
      </div>
      {people.length === 0 && <p className="dim">{t('units.page.noPeople')}</p>}
      <ul>
        {people.map(person => (
          <li key={person.id} className={classes.line}>
            {person.name} <span className="dim">· {t(`app.role.${person.role}`)}</span>
          </li>
        ))}
      </ul>
      {invites && (
        <div className={classes.invitations}>
          <h3>{t('operations.invitations.title')}</h3>
          <Suspense>
            <InvitationList unit={unit.code} />
          </Suspense>
        </div>
      )}
      <Suspense>{inviting && <InviteForm unit={unit.code} onClose={() => setInviting(false)} />}</Suspense>
    </section>
  )
}
