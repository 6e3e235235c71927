import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { InvitationOffer } from '#contracts/identity'
import { api } from '../app/api.ts'

const post = <T>(path: string, body: object) => api<T>(`/api/v1${path}`, { method: 'POST', body, anonymous: true })

/** The token in the address's fragment, which then leaves the address: neither history nor a copied address keeps it. */
export function useLinkToken(): string {
  const [token] = useState(() => window.location.hash.slice(1))
  useEffect(() => {
    if (window.location.hash) window.history.replaceState(window.history.state, '', window.location.pathname)
  }, [])
  return token
}

export function useWishReset() {
  return useMutation({ mutationFn: (email: string) => post<undefined>('/password-resets', { email }) })
}

export function useCompleteReset() {
  return useMutation({
    mutationFn: (body: { token: string; password: string }) => post<undefined>('/password-resets/completion', body),
  })
}

export function useOffer(token: string) {
  return useQuery({
    queryKey: ['offer', token],
    queryFn: () => post<InvitationOffer>('/invitations/lookup', { token }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function useAcceptInvitation() {
  return useMutation({
    mutationFn: (body: { token: string; name?: string; password?: string }) =>
      post<undefined>('/invitations/acceptance', body),
  })
}
