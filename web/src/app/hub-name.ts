import i18next from 'i18next'
import { useEffect } from 'react'

/** The hub's own name before anybody has signed in: the server writes it into the page; else the plain word. */
export function hubName(): string {
  const written = document.querySelector<HTMLMetaElement>('meta[name="hub-name"]')?.content ?? ''
  return written && !written.startsWith('__') ? written : i18next.t('app.hubName')
}

/** Sets the window's title: `Kho tư liệu · <hub>`. */
export function usePageTitle(title: string, hub = hubName()): void {
  useEffect(() => {
    document.title = title ? `${title} · ${hub}` : hub
  }, [title, hub])
}
