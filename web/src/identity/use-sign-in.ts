import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem, api } from '../app/api.ts'
import { useProblem } from '../app/use-problem.ts'

export type Credentials = { email: string; password: string; rememberMe: boolean }

/** `code`: the password was right, and the second factor is asked for. */
export type Outcome = 'in' | 'code' | 'refused'

/** Signs in; `refusal` says why not. */
export function useSignIn() {
  const { t } = useTranslation()
  const problem = useProblem()
  const client = useQueryClient()
  const [refusal, setRefusal] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  const attempt = async (credentials: Credentials): Promise<Outcome> => {
    setPending(true)
    setRefusal(null)
    try {
      const answer = await api<{ twoFactorRedirect?: boolean }>('/api/auth/sign-in/email', {
        method: 'POST',
        body: credentials,
        anonymous: true,
      })
      // What an earlier session left behind belongs to somebody else.
      client.clear()
      return answer.twoFactorRedirect ? 'code' : 'in'
    } catch (error) {
      setRefusal(sentence(error))
      return 'refused'
    } finally {
      setPending(false)
    }
  }
  const sentence = (error: unknown): string => {
    const status = error instanceof ApiProblem ? error.status : 0
    if (status === 429) return t('identity.tooMany')
    // better-auth answers 400 for what cannot be an e-mail: for the person that is a wrong one, too.
    if (status === 400 || status === 401) return t('identity.wrong')
    const said = problem(error)
    return `${said.title}. ${said.detail}`
  }
  return { attempt, refusal, pending }
}
