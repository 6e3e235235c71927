import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SessionView } from '#contracts/identity'
import { api } from '../app/api.ts'

const auth = <T>(path: string, body: object) => api<T>(`/api/auth${path}`, { method: 'POST', body, anonymous: true })

export type SetUp = { totpURI: string; backupCodes: string[] }

/** The second factor: begin with the password, end with a code. */
export function useSecondFactor() {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries()
  return {
    begin: useMutation({ mutationFn: (password: string) => auth<SetUp>('/two-factor/enable', { password }) }),
    finish: useMutation({
      mutationFn: (code: string) => auth('/two-factor/verify-totp', { code }),
      onSuccess: refresh,
    }),
    renew: useMutation({
      mutationFn: (password: string) =>
        auth<{ backupCodes: string[] }>('/two-factor/generate-backup-codes', { password }),
    }),
    turnOff: useMutation({
      mutationFn: (password: string) => auth('/two-factor/disable', { password }),
      onSuccess: refresh,
    }),
  }
}

export function useChangePassword() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { currentPassword: string; newPassword: string }) => auth('/change-password', body),
    onSuccess: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  })
}

export function useSessions() {
  const client = useQueryClient()
  const list = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) =>
      api<{ sessions: SessionView[] }>('/api/v1/me/sessions', { signal }).then(answer => answer.sessions),
  })
  const end = useMutation({
    // Without an id: every other one.
    mutationFn: (id: string | null) =>
      api<undefined>(id ? `/api/v1/me/sessions/${id}` : '/api/v1/me/sessions', { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  })
  return { list, end }
}
