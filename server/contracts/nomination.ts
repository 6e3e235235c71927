import { z } from 'zod'
import { clearance } from './asset.ts'
import { searchHit } from './search.ts'
import { unitRef } from './unit.ts'
import { isoDateTime, text, uuid } from './values.ts'

/** `channel` is a channel's code or id. */
export const newNomination = z.strictObject({ channel: z.string().min(1).max(64), note: text(2000).default('') })
export const decision = z
  .strictObject({ decision: z.enum(['approve', 'return']), note: text(2000).default('') })
  .refine(value => value.decision === 'approve' || value.note.length > 0, {
    path: ['note'],
    message: 'reason-required',
  })
export type Decision = z.infer<typeof decision>

export const nomination = z.object({
  id: uuid,
  state: z.enum(['open', 'approved', 'returned']),
  note: z.string(),
  channel: z.object({ id: uuid, code: z.string(), name: z.string() }),
  asset: searchHit.pick({
    id: true,
    kind: true,
    file: true,
    title: true,
    unit: true,
    date: true,
    thumbUrl: true,
    previewUrl: true,
    thumbhash: true,
  }),
  nominatedBy: z.object({ id: uuid, name: z.string() }),
  unit: unitRef,
  createdAt: isoDateTime,
  decidedAt: isoDateTime.nullable(),
  decisionNote: z.string().nullable(),
  clearance,
})
export type Nomination = z.infer<typeof nomination>
export const nominationAnswer = z.object({ nomination })
export const nominationQuery = z.strictObject({
  state: z.enum(['open', 'approved', 'returned']).optional(),
  asset: uuid.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
})
export const nominationList = z.object({ nominations: z.array(nomination), next: z.string().nullable() })
/** 409 `not-cleared` carries this beside the problem's own members: the list of what is missing. */
export const notClearedExtension = z.object({ missing: z.array(z.object({ key: z.string(), detail: z.string() })) })
