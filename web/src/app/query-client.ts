import { QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './api.ts'

export function makeQueryClient(): QueryClient {
  return new QueryClient({
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
}
