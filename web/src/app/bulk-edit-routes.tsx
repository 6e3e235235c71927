import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readLibraryState } from '../search/library-state.ts'
import { shell, wordy } from './shell-route.tsx'

/** A page of its own chunk, with the words that the first pages do not need. */
const worded: typeof lazyRouteComponent = (load, name) => lazyRouteComponent(wordy(load), name)

export const bulkEdits = createRoute({
  getParentRoute: () => shell,
  path: '/sua-hang-loat',
  validateSearch: readLibraryState,
  component: worded(() => import('../bulk-edits/start-page.tsx'), 'StartPage'),
})
export const bulkEdit = createRoute({
  getParentRoute: () => shell,
  path: '/sua-hang-loat/$id',
  component: worded(() => import('../bulk-edits/bulk-edit-page.tsx'), 'BulkEditPage'),
})
