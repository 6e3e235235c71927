import type { MetadataDraft } from '../articles/metadata-draft.ts'
import type { Queue } from './upload-queue.ts'

export type OffReason = { key: 'files' | 'unit' | 'date'; count: 0 } | { key: 'title'; count: number }

/** Why Send is off, the first thing to mend first; null when it is on. Completeness is asked at clearance, not here. */
export function offReason(queue: Queue, draft: MetadataDraft, mustChooseUnit: boolean): OffReason | null {
  const staged = queue.items.filter(item => item.state === 'staged')
  if (staged.length === 0) return { key: 'files', count: 0 }
  if (mustChooseUnit && !draft.unit) return { key: 'unit', count: 0 }
  if (!draft.date) return { key: 'date', count: 0 }
  const untitled = staged.filter(item => !item.unpack && item.own.title.trim() === '').length
  return untitled > 0 ? { key: 'title', count: untitled } : null
}
