import { Link, useRouterState } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from './me.ts'
import classes from './nav-rail.module.css'
import { isHere, placesFor } from './places.ts'

export function NavRail({ folded }: { folded: boolean }) {
  const { t } = useTranslation()
  const me = useMe()
  const pathname = useRouterState({ select: state => state.location.pathname })
  const places = placesFor(me.may)
  return (
    <nav className={classes.nav} data-folded={folded || undefined} aria-label={t('app.navigation')}>
      <ul className={classes.list}>
        {places.map((place, index) => (
          <Fragment key={place.to}>
            {index > 0 && places[index - 1]?.group !== place.group && (
              <li className={classes.line} aria-hidden="true" />
            )}
            <li>
              <Link
                to={place.to}
                className={classes.place}
                data-here={isHere(place, pathname) || undefined}
                aria-current={isHere(place, pathname) ? 'page' : undefined}
                title={folded ? t(`app.nav.${place.word}`) : undefined}
              >
                <place.icon size={18} stroke={1.6} aria-hidden="true" />
                <span className={classes.word}>{t(`app.nav.${place.word}`)}</span>
              </Link>
            </li>
          </Fragment>
        ))}
      </ul>
      <Standing />
    </nav>
  )
}

/** For whom and as what the person works here. */
function Standing() {
  const { t } = useTranslation()
  const me = useMe()
  const membership = me.memberships[0]
  const unit = membership?.unit.shortName ?? me.hub.curatingUnit?.shortName
  const role = me.hubRoles.includes('administrator')
    ? t('app.account.administrator')
    : me.hubRoles.includes('curator')
      ? t('app.account.curator')
      : membership
        ? t(`app.role.${membership.role}`)
        : null
  if (!unit && !role) return null
  return (
    <p className={classes.standing}>
      {membership ? (
        <Link className="link cut" to="/don-vi/$code" params={{ code: membership.unit.code }}>
          {unit}
        </Link>
      ) : (
        unit && <span className="cut">{unit}</span>
      )}
      {role && <span className="cut">{role}</span>}
    </p>
  )
}
