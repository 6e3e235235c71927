import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../app/api.ts'
import { useProblem } from '../app/use-problem.ts'

type Item = { id: string; title: string }
export type NominationResult = Item & { problem: string | null }

/** Nominates each item by itself: one that is refused does not hold back the others. */
export function useNominate() {
  const client = useQueryClient()
  const problem = useProblem()
  return useMutation({
    mutationFn: async ({ items, channel, note }: { items: readonly Item[]; channel: string; note: string }) => {
      const results: NominationResult[] = []
      for (const item of items) {
        try {
          await api(`/api/v1/assets/${item.id}/nominations`, { method: 'POST', body: { channel, note } })
          results.push({ ...item, problem: null })
        } catch (error) {
          const said = problem(error)
          results.push({ ...item, problem: `${said.title}. ${said.detail}` })
        }
      }
      return results
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['nominations'] })
      void client.invalidateQueries({ queryKey: ['timeline'] })
    },
  })
}
