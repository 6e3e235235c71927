import { IconMenu2 } from '@tabler/icons-react'
import { Link, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './bottom-bar.module.css'
import { useMe } from './me.ts'
import { bottomBar, isHere, placesFor } from './places.ts'

const MorePlaces = lazy(async () => ({ default: (await import('./more-places.tsx')).MorePlaces }))

/** On a phone the navigation is a bar of five at the bottom. */
export function BottomBar() {
  const { t } = useTranslation()
  const me = useMe()
  const pathname = useRouterState({ select: state => state.location.pathname })
  const [open, setOpen] = useState(false)
  const { shown, rest } = bottomBar(placesFor(me.may))
  return (
    <nav className={classes.bar} aria-label={t('app.navigation')}>
      {shown.map(place => (
        <Link
          key={place.to}
          to={place.to}
          className={classes.place}
          data-here={isHere(place, pathname) || undefined}
          aria-current={isHere(place, pathname) ? 'page' : undefined}
        >
          <place.icon size={22} stroke={1.6} aria-hidden="true" />
          {t(`app.nav.${place.shortWord}`)}
        </Link>
      ))}
      <button type="button" className={classes.place} aria-expanded={open} onClick={() => setOpen(true)}>
        <IconMenu2 size={22} stroke={1.6} aria-hidden="true" />
        {t('app.nav.more')}
      </button>
      {open && (
        <Suspense fallback={null}>
          <MorePlaces places={rest} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </nav>
  )
}
