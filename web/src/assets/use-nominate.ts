import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { newPackage, Priority } from '#contracts/nomination'
import { api } from '../app/api.ts'
import { useProblem } from '../app/use-problem.ts'
import { endOfDay } from '../curation/vietnam-time.ts'

type Item = { id: string; title: string }
export type NominationResult = Item & { problem: string | null }
type Wish = {
  items: readonly Item[]
  /** Each item a nomination of its own; else all of them are one package, the first its lead. */
  apart: boolean
  channels: readonly string[]
  note: string
  due: string
  priority: Priority
  campaign: string
}

/** Nominates a package, or each item by itself: one that is refused does not hold back the others. */
export function useNominate() {
  const client = useQueryClient()
  const problem = useProblem()
  return useMutation({
    mutationFn: async ({ items, apart, channels, note, due, priority, campaign }: Wish) => {
      const results: NominationResult[] = []
      const packages = apart ? items.map(item => [item]) : [items]
      for (const list of packages) {
        const [lead] = list
        if (!lead) continue
        const body: z.input<typeof newPackage> = {
          items: list.map((item, index) =>
            index === 0 && list.length > 1 ? { asset: item.id, role: 'lead' } : { asset: item.id },
          ),
          channels: [...channels],
          ...{ note, priority, campaign: campaign || null, dueAt: due ? endOfDay(due) : null },
        }
        try {
          await api('/api/v1/nominations', { method: 'POST', body })
          results.push({ id: lead.id, title: lead.title, problem: null })
        } catch (error) {
          const said = problem(error)
          results.push({ id: lead.id, title: lead.title, problem: `${said.title}. ${said.detail}` })
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
