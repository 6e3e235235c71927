import { IconWifiOff } from '@tabler/icons-react'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { FactorNotice } from '../account/factor-notice.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { Header } from './header.tsx'
import { NavRail } from './nav-rail.tsx'
import classes from './shell.module.css'

/** The frame of every page: header, navigation, content. On an asset and on the desk the navigation folds to a rail. */
export function Shell() {
  const { t } = useTranslation()
  const pathname = useRouterState({ select: state => state.location.pathname })
  const rail = pathname.startsWith('/tu-lieu/') || pathname.startsWith('/tuyen-chon')
  const online = useOnline()
  const main = useRef<HTMLElement>(null)
  useFocusOnNavigation(pathname, main)
  return (
    <div className={classes.shell} data-rail={rail || undefined}>
      <a className={classes.skip} href="#noi-dung">
        {t('app.skip')}
      </a>
      <Header />
      <NavRail folded={rail} />
      <main id="noi-dung" className={classes.main} tabIndex={-1} ref={main}>
        {!online && (
          <div className={classes.offline} role="status">
            <IconWifiOff size={18} stroke={1.6} aria-hidden="true" />
            <span>
              <b>{t('app.offline.title')}.</b> {t('app.offline.text')}
            </span>
          </div>
        )}
        <FactorNotice />
        <Outlet />
      </main>
      <BottomBar />
    </div>
  )
}

function useOnline(): boolean {
  return useSyncExternalStore(
    notify => {
      window.addEventListener('online', notify)
      window.addEventListener('offline', notify)
      return () => {
        window.removeEventListener('online', notify)
        window.removeEventListener('offline', notify)
      }
    },
    () => navigator.onLine,
  )
}

/** A new page takes the focus, so that a screen reader reads on from there; the first page leaves it alone. */
function useFocusOnNavigation(pathname: string, main: React.RefObject<HTMLElement | null>) {
  const last = useRef(pathname)
  useEffect(() => {
    if (last.current === pathname) return
    last.current = pathname
    // Typing goes on where it was: the search box leads to the library while it is being used.
    if (document.activeElement instanceof HTMLInputElement) return
    main.current?.focus({ preventScroll: true })
  }, [pathname, main])
}
