import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router'
import { safeDestination } from './address.ts'
import { ApiProblem } from './api.ts'
import { loadMoreWords } from './i18n.ts'
import { meQuery } from './me.ts'
import { Shell } from './shell.tsx'

/** A page with the words that the first pages do not need. */
export function wordy<T extends Record<string, unknown>>(load: () => Promise<T>): () => Promise<T> {
  return async () => (await Promise.all([load(), loadMoreWords()]))[0]
}

export const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet })

// Every page but sign-in stands inside the shell, which knows who is signed in.
export const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  loader: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(meQuery)
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 401) throw error
      const den = safeDestination(location.href)
      throw redirect({ to: '/dang-nhap', search: den === '/' ? {} : { den } })
    }
  },
})

/** The named members of an address's query that are text. */
export function pick<K extends string>(raw: Record<string, unknown>, names: readonly K[]): { [N in K]?: string } {
  return Object.fromEntries(names.flatMap(name => (typeof raw[name] === 'string' ? [[name, raw[name]]] : []))) as {
    [N in K]?: string
  }
}
