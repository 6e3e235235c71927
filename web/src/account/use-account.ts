import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SessionView } from '#contracts/identity'
import type { MeEdit } from '#contracts/people-operations'
import type { Me } from '#contracts/unit'
import { api } from '../app/api.ts'
import { setLanguage } from '../app/i18n.ts'
import { meQuery } from '../app/me.ts'

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

/** Changes the own name or language; a language holds on this page at once. */
export function useEditMe() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: MeEdit) => api<Me>('/api/v1/me', { method: 'PATCH', body }),
    onSuccess: (me, { language }) => {
      client.setQueryData(meQuery.queryKey, me)
      if (language) void setLanguage(language)
    },
  })
}
