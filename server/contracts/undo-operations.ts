import { nominationAnswer } from './nomination.ts'
import type { Operation } from './operation.ts'

/** Taking a decision of the desk back. */
export const undoOperations = {
  reopenNomination: {
    id: 'reopenNomination',
    method: 'post',
    path: '/api/v1/nominations/{id}/reopening',
    tag: 'curation',
    summary: 'Undo an approval that nothing was sent of, or a return that nobody has answered',
    access: 'curate',
    status: 200,
    answer: nominationAnswer,
  },
} as const satisfies Record<string, Operation>
