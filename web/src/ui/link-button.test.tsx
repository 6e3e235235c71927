import { MantineProvider } from '@mantine/core'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterContextProvider,
} from '@tanstack/react-router'
import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { LinkActionIcon, LinkButton } from './link-button.tsx'

const root = createRootRoute({ component: Outlet })
const item = createRoute({ getParentRoute: () => root, path: '/tu-lieu/$id' })
const router = createRouter({
  routeTree: root.addChildren([item]),
  history: createMemoryHistory({ initialEntries: ['/'] }),
})

async function drawn(node: ReactNode): Promise<HTMLElement> {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  const host = document.body.appendChild(document.createElement('div'))
  await act(async () =>
    createRoot(host).render(
      <MantineProvider>
        <RouterContextProvider router={router}>{node}</RouterContextProvider>
      </MantineProvider>,
    ),
  )
  return host
}

afterEach(() => {
  document.body.replaceChildren()
  vi.unstubAllGlobals()
})

describe('a button that goes somewhere', () => {
  it('is a real link with the address of its page', async () => {
    const host = await drawn(
      <LinkButton to="/tu-lieu/$id" params={{ id: 'a1' }}>
        Mở tư liệu
      </LinkButton>,
    )
    const link = host.querySelector('a')
    expect(link?.textContent).toBe('Mở tư liệu')
    expect(link?.getAttribute('href')).toBe('/tu-lieu/a1')
    expect(host.querySelector('button')).toBeNull()
  })
  it('is a real link also when it is only an icon', async () => {
    const host = await drawn(
      <LinkActionIcon to="/tu-lieu/$id" params={{ id: 'a1' }} aria-label="Mở tư liệu">
        <svg aria-hidden="true" />
      </LinkActionIcon>,
    )
    expect(host.querySelector('a')?.getAttribute('href')).toBe('/tu-lieu/a1')
    expect(host.querySelector('button')).toBeNull()
  })
})
