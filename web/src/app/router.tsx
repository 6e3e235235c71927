import type { QueryClient } from '@tanstack/react-query'
import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { readDeskSearch } from '../curation/desk-filter.ts'
import { readLibraryState } from '../search/library-state.ts'
import { account, forgot, invitation, reset } from './account-routes.tsx'
import { parseQuery, safeDestination, stringifyQuery } from './address.ts'
import { bulkEdit, bulkEdits } from './bulk-edit-routes.tsx'
import { CrashPage, LoadingPage, NotFoundPage } from './page-fallbacks.tsx'
import { openSaved, saved, terms, unsubscribed } from './saved-routes.tsx'
import { pick, root, shell, wordy } from './shell-route.tsx'

/** A page of its own chunk, with the words that the first pages do not need. */
const worded: typeof lazyRouteComponent = (load, name) => lazyRouteComponent(wordy(load), name)

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/dang-nhap',
  validateSearch: (raw: Record<string, unknown>): { den?: string; sso?: 'refused' | 'failed' } => ({
    ...(typeof raw.den === 'string' && safeDestination(raw.den) !== '/' ? { den: safeDestination(raw.den) } : {}),
    ...(raw.sso === 'refused' || raw.sso === 'failed' ? { sso: raw.sso } : {}),
  }),
  component: lazyRouteComponent(() => import('../identity/sign-in-page.tsx'), 'SignInPage'),
})

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('../home/home-page.tsx'), 'HomePage'),
})
const library = createRoute({
  getParentRoute: () => shell,
  path: '/kho',
  validateSearch: readLibraryState,
  component: lazyRouteComponent(() => import('../search/library-page.tsx'), 'LibraryPage'),
})
const asset = createRoute({
  getParentRoute: () => shell,
  path: '/tu-lieu/$id',
  // The second at which a film or a sound stands when it opens.
  validateSearch: (raw: Record<string, unknown>): { t?: number } => {
    const seconds = Number(raw.t)
    return raw.t !== undefined && Number.isFinite(seconds) && seconds >= 0 ? { t: seconds } : {}
  },
  component: worded(() => import('../assets/asset-page.tsx'), 'AssetPage'),
})
const upload = createRoute({
  getParentRoute: () => shell,
  path: '/dang-tai',
  component: worded(() => import('../uploads/upload-page.tsx'), 'UploadPage'),
})
const article = createRoute({
  getParentRoute: () => shell,
  path: '/bai-viet/moi',
  component: worded(() => import('../articles/article-page.tsx'), 'ArticlePage'),
})
const desk = createRoute({
  getParentRoute: () => shell,
  path: '/tuyen-chon',
  validateSearch: readDeskSearch,
  component: worded(() => import('../curation/desk-page.tsx'), 'DeskPage'),
})
const deliveries = createRoute({
  getParentRoute: () => shell,
  path: '/phat-hanh',
  validateSearch: (raw: Record<string, unknown>): { channel?: string; state?: string; q?: string } =>
    pick(raw, ['channel', 'state', 'q']),
  component: worded(() => import('../channels/deliveries-page.tsx'), 'DeliveriesPage'),
})
const admin = createRoute({
  getParentRoute: () => shell,
  path: '/quan-tri',
  validateSearch: (raw: Record<string, unknown>): { tab?: string; state?: string; subject?: string; them?: string } =>
    pick(raw, ['tab', 'state', 'subject', 'them']),
  component: worded(() => import('../operations/admin-page.tsx'), 'AdminPage'),
})

const keys = createRoute({
  getParentRoute: () => shell,
  path: '/tai-khoan/khoa-api',
  component: worded(() => import('../keys/keys-page.tsx'), 'KeysPage'),
})

const unit = createRoute({
  getParentRoute: () => shell,
  path: '/don-vi/$code',
  component: worded(() => import('../units/unit-page.tsx'), 'UnitPage'),
})

const notifications = createRoute({
  getParentRoute: () => shell,
  path: '/thong-bao',
  component: worded(() => import('../notifications/notifications-page.tsx'), 'NotificationsPage'),
})
const boards = createRoute({
  getParentRoute: () => shell,
  path: '/bo-suu-tap',
  component: worded(() => import('../collections/boards-page.tsx'), 'BoardsPage'),
})
const board = createRoute({
  getParentRoute: () => shell,
  path: '/bo-suu-tap/$id',
  component: worded(() => import('../collections/board-page.tsx'), 'BoardPage'),
})
const trash = createRoute({
  getParentRoute: () => shell,
  path: '/thung-rac',
  component: worded(() => import('../trash/trash-page.tsx'), 'TrashPage'),
})
const shared = createRoute({
  getParentRoute: () => root,
  path: '/chia-se/$token',
  component: worded(() => import('../shares/share-page.tsx'), 'SharePage'),
})

const feeds = createRoute({
  getParentRoute: () => shell,
  path: '/nguon-cap',
  component: worded(() => import('../feeds/feeds-page.tsx'), 'FeedsPage'),
})

const ledger = createRoute({
  getParentRoute: () => shell,
  path: '/so-bien-nhan',
  component: worded(() => import('../ledger/ledger-page.tsx'), 'LedgerPage'),
})
const recalls = createRoute({
  getParentRoute: () => shell,
  path: '/thu-hoi',
  component: worded(() => import('../ledger/recalls-page.tsx'), 'RecallsPage'),
})
const recall = createRoute({
  getParentRoute: () => shell,
  path: '/thu-hoi/$id',
  component: worded(() => import('../ledger/recall-page.tsx'), 'RecallPage'),
})

const channel = createRoute({
  getParentRoute: () => shell,
  path: '/kenh/$code',
  component: worded(() => import('../channels/channel-page.tsx'), 'ChannelPage'),
})
const updates = createRoute({
  getParentRoute: () => shell,
  path: '/cap-nhat',
  validateSearch: (raw: Record<string, unknown>): { asset?: string } => pick(raw, ['asset']),
  component: worded(() => import('../channels/updates-page.tsx'), 'UpdatesPage'),
})
const intake = createRoute({
  getParentRoute: () => shell,
  path: '/tin-chuyen-tiep',
  component: worded(() => import('../intake/intake-page.tsx'), 'IntakePage'),
})
const broadcasts = createRoute({
  getParentRoute: () => shell,
  path: '/nhat-ky-phat-song',
  component: worded(() => import('../intake/broadcasts-page.tsx'), 'BroadcastsPage'),
})
const livestreams = createRoute({
  getParentRoute: () => shell,
  path: '/phat-truc-tiep',
  component: worded(() => import('../intake/livestreams-page.tsx'), 'LivestreamsPage'),
})

const routeTree = root.addChildren([
  signIn,
  forgot,
  reset,
  invitation,
  shared,
  shell.addChildren([
    home,
    library,
    asset,
    upload,
    article,
    desk,
    deliveries,
    admin,
    keys,
    unit,
    account,
    notifications,
    boards,
    board,
    ledger,
    recalls,
    recall,
    trash,
    feeds,
    channel,
    updates,
    intake,
    broadcasts,
    livestreams,
    saved,
    openSaved,
    terms,
    bulkEdits,
    bulkEdit,
  ]),
  unsubscribed,
])

export function makeRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    parseSearch: parseQuery,
    stringifySearch: stringifyQuery,
    defaultPreload: 'intent',
    defaultPreloadDelay: 80,
    scrollRestoration: true,
    defaultPendingMs: 300,
    defaultPendingComponent: LoadingPage,
    defaultErrorComponent: CrashPage,
    defaultNotFoundComponent: NotFoundPage,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
