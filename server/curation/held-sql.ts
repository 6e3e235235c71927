import { rightsEndedSql } from '#server/assets/visible-sql'
import { changedSql } from '#server/channels/members'
import { recalledSql } from '#server/channels/recalled-sql'
import { Prisma } from '#server/platform/db'

/** SQL of one asset row `asset`: why it could not go out at the time `at`; null where it could. */
const whySql = (at: Prisma.Sql) => Prisma.sql`case
  when asset.life <> 'active' then 'asset-trashed'
  when ${recalledSql()} then 'recalled'
  when ${rightsEndedSql()} or coalesce(rights_end(asset.rights_until) <= ${at}, false) then 'rights-ended'
  when coalesce(asset.embargo_until > ${at}, false) then 'under-embargo'
  when asset.file in ('failed', 'damaged') then 'asset-not-ready' end`

/**
 * SQL: the newest delivery of nomination `n` with `held`, why something scheduled will not go out at its time as things stand now, by
 * the database's time: somebody edited it, its right or its embargo does not reach, it is in the trash or recalled.
 */
export function newestDeliverySql(): Prisma.Sql {
  const at = Prisma.sql`greatest(x.publish_at, now())`
  return Prisma.sql`
    select x.id, x.state, x.public_url, x.problem, x.problem_text, x.updated_at, x.publish_at, x.began_at,
      case when x.publish_at is not null and x.began_at is null and x.state = 'queued' then coalesce(
        case when ${changedSql('x')} then 'changed-since-approval' end,
        (select ${whySql(at)} from asset where asset.id = x.asset_id),
        (select min(w.why) from (
          select ${whySql(at)} as why from delivery_member m join asset on asset.id = m.asset_id where m.delivery_id = x.id
        ) w)) end as held
    from delivery x where x.nomination_id = n.id and x.op <> 'withdraw' order by x.version desc limit 1`
}
