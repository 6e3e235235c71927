import { QueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { ApiProblem } from './api.ts'

export function makeQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // A refusal stays one; only a silent or failing server is asked again.
        retry: (failures, error) =>
          failures < 2 && !(error instanceof ApiProblem && error.status > 0 && error.status < 500),
        refetchOnWindowFocus: false,
      },
    },
  })
  // What the server says comes in the language of the page: names of terms, sentences of problems.
  i18next.on('languageChanged', () => void client.invalidateQueries())
  return client
}
