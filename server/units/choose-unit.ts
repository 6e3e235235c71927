import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import { uploadUnits } from '#server/access/read-scope'
import type { Db, Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { curatingUnitId } from './curating-unit.ts'

/**
 * The unit that will own what the actor uploads. `wanted` is a code or an id; without it the only unit in which the actor may
 * upload, or the curating unit for hub staff. Throws `unit-required` where there are several, `not-allowed` where there is none,
 * and `unit-required` also for a unit that is not theirs: whether it exists is not theirs to learn.
 */
export async function chooseUnit(db: Db | Tx, actor: Actor, wanted: string | undefined): Promise<string> {
  const curating = await curatingUnitId(db)
  const own = uploadUnitIds(actor, curating)
  if (own.length === 0) throw new ProblemError('not-allowed')
  if (wanted === undefined) {
    const staff = actor.kind === 'person' && actor.hubRoles.length > 0
    const first = own.length === 1 ? own[0] : staff && curating ? curating : undefined
    if (!first) throw new ProblemError('unit-required')
    return first
  }
  const found = await db.unit.findFirst({
    where: { OR: [{ code: wanted }, ...(isUuid(wanted) ? [{ id: wanted }] : [])] },
    select: { id: true },
  })
  if (!found || !can(actor, { act: 'asset.upload', unitId: found.id, curatingUnitId: curating })) {
    throw new ProblemError('unit-required', {
      errors: [{ pointer: '/metadata/unit', code: 'not-yours', detail: wanted.slice(0, 64) }],
    })
  }
  return found.id
}

/** Ids of the units in which the actor may upload, without doubles. */
export function uploadUnitIds(actor: Actor, curating: string | null): string[] {
  const own = new Set(uploadUnits(actor))
  if (curating && can(actor, { act: 'asset.upload', unitId: curating, curatingUnitId: curating })) own.add(curating)
  return [...own]
}

const isUuid = (value: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
