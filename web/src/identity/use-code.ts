import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem, api } from '../app/api.ts'
import { useProblem } from '../app/use-problem.ts'

/** The second step of signing in; `verify` is true when the session stands, else `refusal` says why not. */
export function useCode() {
  const { t } = useTranslation()
  const problem = useProblem()
  const client = useQueryClient()
  const [refusal, setRefusal] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  const verify = async (kind: 'totp' | 'backup-code', code: string): Promise<boolean> => {
    setPending(true)
    setRefusal(null)
    try {
      await api(`/api/auth/two-factor/verify-${kind}`, { method: 'POST', body: { code }, anonymous: true })
      client.clear()
      return true
    } catch (error) {
      setRefusal(sentence(error))
      return false
    } finally {
      setPending(false)
    }
  }
  const sentence = (error: unknown): string => {
    const { key, status } = error instanceof ApiProblem ? error : { key: 'unknown', status: 0 }
    if (key === 'wrong-code' || status === 400) return t('identity.code.wrong')
    if (key === 'sign-in-required') return t('identity.code.ended')
    if (status === 429) return t('identity.code.locked')
    const said = problem(error)
    return `${said.title}. ${said.detail}`
  }
  return { verify, refusal, pending }
}
