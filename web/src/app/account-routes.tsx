import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root, shell, wordy } from './shell-route.tsx'

/** A page of its own chunk, with the words that the first pages do not need. */
const worded: typeof lazyRouteComponent = (load, name) => lazyRouteComponent(wordy(load), name)

export const account = createRoute({
  getParentRoute: () => shell,
  path: '/tai-khoan',
  component: worded(() => import('../account/account-page.tsx'), 'AccountPage'),
})
export const forgot = createRoute({
  getParentRoute: () => root,
  path: '/quen-mat-khau',
  component: worded(() => import('../account/forgot-page.tsx'), 'ForgotPage'),
})
export const reset = createRoute({
  getParentRoute: () => root,
  path: '/dat-lai-mat-khau',
  component: worded(() => import('../account/reset-page.tsx'), 'ResetPage'),
})
export const invitation = createRoute({
  getParentRoute: () => root,
  path: '/loi-moi',
  component: worded(() => import('../account/invitation-page.tsx'), 'InvitationPage'),
})
