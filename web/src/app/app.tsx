import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, StrictMode, Suspense, useEffect, useState } from 'react'
import { whenToastNeeded } from '../ui/toast.ts'
import { whenSignedOut } from './api.ts'
import { makeQueryClient } from './query-client.ts'
import { makeRouter } from './router.tsx'
import { cssVariables, theme } from './theme.ts'

const ToastHost = lazy(async () => ({ default: (await import('../ui/toast-host.tsx')).ToastHost }))
const schemeManager = localStorageColorSchemeManager({ key: 'hub.scheme' })
const queryClient = makeQueryClient()
const router = makeRouter(queryClient)

whenSignedOut(() => {
  if (router.state.location.pathname === '/dang-nhap') return
  queryClient.clear()
  void router.navigate({ to: '/dang-nhap', search: { den: router.state.location.href } })
})

// The page's nonce lets Mantine write its own <style> elements under our Content Security Policy.
const nonce = () => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
;(globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = nonce()

export function App() {
  return (
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={schemeManager}
        defaultColorScheme="auto"
        getStyleNonce={nonce}
      >
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <Toasts />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  )
}

function Toasts() {
  const [needed, setNeeded] = useState(false)
  useEffect(() => whenToastNeeded(() => setNeeded(true)), [])
  return needed ? (
    <Suspense fallback={null}>
      <ToastHost />
    </Suspense>
  ) : null
}
