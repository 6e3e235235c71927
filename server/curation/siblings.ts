import type { Nomination, NominationState } from '#contracts/nomination'
import { can } from '#server/access/can'
import type { PersonActor } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'

type Sibling = Nomination['siblings'][number]
type Row = {
  id: string
  packageId: string
  state: NominationState
  unitId: string
  nominatedBy: string
  channel: Sibling['channel']
}

/** The nominations of the same package for other channels, by package, as far as who asks may see them. */
export async function siblingsOf(
  db: Db,
  actor: PersonActor,
  packageIds: readonly string[],
): Promise<ReadonlyMap<string, Sibling[]>> {
  const rows = await db.$queryRaw<Row[]>`
    select n.id, n.package_id as "packageId", n.state, n.unit_id as "unitId", n.nominated_by as "nominatedBy",
      json_build_object('id', c.id, 'code', c.code, 'name', c.name) as channel
    from nomination n join channel c on c.id = n.channel_id
    where n.package_id = any(${[...packageIds]}::uuid[]) order by c.name, n.id`
  const byPackage = new Map<string, Sibling[]>()
  for (const row of rows) {
    if (!can(actor, { act: 'nomination.read', nomination: row })) continue
    const { id, packageId, state, channel } = row
    byPackage.set(packageId, [...(byPackage.get(packageId) ?? []), { id, state, channel }])
  }
  return byPackage
}
