import { type Actor, anonymous } from '#server/access/actor'
import { visibleSql } from '#server/assets/visible-sql'
import { recalledSql } from '#server/channels/recalled-sql'
import { Prisma } from '#server/platform/db'

/**
 * What every feed, page, embed and count of this slice rests on, over `asset a` joined with its newest version `v`: what anybody may
 * read (`readScope` of nobody: public, active, no embargo, rights that run), whose file is ready and which the scanner did not stop. What
 * the hub relays goes no further while nobody knows its rights.
 */
export const publicSql: Prisma.Sql = givenOutTo(anonymous)

/** A partner unit's reader who is nobody in particular: sees what is public and what is shared with partners, while it runs. */
const aPartner: Actor = {
  kind: 'person',
  id: '00000000-0000-0000-0000-000000000000',
  name: '',
  hubRoles: [],
  memberships: [{ unitId: '00000000-0000-0000-0000-000000000000', role: 'reader', partner: true }],
}
/** As `publicSql`, for what partners pull with their keys. */
export const partnersSql: Prisma.Sql = givenOutTo({ ...aPartner })

function givenOutTo(actor: Actor): Prisma.Sql {
  // A partner unit owns nothing; `visibility` is said again so that no later way in of a member widens a list for programs.
  const may = actor.kind === 'anonymous' ? ['public'] : ['public', 'partners']
  return Prisma.sql`(${visibleSql(actor, 'a')} and a.visibility = any(${may}::text[]) and a.file = 'ready' and not ${recalledSql('a')}
    and (v.scan is null or v.scan = 'clean')
    and (a.rights_statement is not null or not exists (select from asset_relay where asset_relay.asset_id = a.id)))`
}

/** Joins each `asset a` with its newest version as `v`. */
export const newestVersionSql: Prisma.Sql = Prisma.sql`join lateral (
    select number, object_id, html, file_name, scan from asset_version where asset_id = a.id order by number desc limit 1
  ) v on true`
