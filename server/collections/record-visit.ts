import type { Db } from '#server/platform/db'
import { visitNetwork } from './visit-network.ts'

/** For how many days visits are kept. */
const keptDays = 180

/**
 * Notes that a link was opened, refused for a wrong password, or taken from; once a network and day, with how often. Looks within ten
 * minutes are one: a page asks again while pictures are being made. What is older than 180 days goes.
 */
export async function recordVisit(
  db: Db,
  shareId: string,
  act: 'open' | 'refused' | 'download',
  address: string | null,
): Promise<void> {
  await db.$executeRaw`
    insert into share_visit as v (share_id, act, network, day)
    values (${shareId}::uuid, ${act}, ${visitNetwork(address)}, hub_today())
    on conflict (share_id, day, network, act) do update set
      times = v.times + case when ${act} = 'open' and v.last_at > now() - interval '10 minutes' then 0 else 1 end,
      last_at = now()`
  await db.$executeRaw`
    delete from share_visit where share_id = ${shareId}::uuid and day < hub_today() - ${keptDays}::int`
}
