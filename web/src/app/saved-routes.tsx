import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root, shell, wordy } from './shell-route.tsx'

const worded: typeof lazyRouteComponent = (load, name) => lazyRouteComponent(wordy(load), name)

export const saved = createRoute({
  getParentRoute: () => shell,
  path: '/tim-kiem-da-luu',
  component: worded(() => import('../saved/saved-page.tsx'), 'SavedPage'),
})
export const openSaved = createRoute({
  getParentRoute: () => shell,
  path: '/tim-kiem-da-luu/$id',
  component: worded(() => import('../saved/open-saved-page.tsx'), 'OpenSavedPage'),
})
export const terms = createRoute({
  getParentRoute: () => shell,
  path: '/tu-khoa-tim-kiem',
  component: worded(() => import('../saved/terms-page.tsx'), 'TermsPage'),
})
export const unsubscribed = createRoute({
  getParentRoute: () => root,
  path: '/ngung-nhan-thu/$token',
  component: worded(() => import('../saved/unsubscribe-page.tsx'), 'UnsubscribePage'),
})
