import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { api } from './api.ts'

/** Ends the session and leaves nothing of it in the page. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient()
  const router = useRouter()
  return async () => {
    await api('/api/auth/sign-out', { method: 'POST', body: {}, anonymous: true })
    await router.navigate({ to: '/dang-nhap' })
    client.clear()
  }
}
