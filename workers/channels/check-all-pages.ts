import { held } from '#server/channels/delivery-state'
import { type Db, transaction } from '#server/platform/db'
import { enqueueMany } from '#server/queue/enqueue-many'

/** Between two looks at one host: no portal feels it. */
const paceMs = 3_000

/** Queues one look for each page that should be live, a host's pages one after the other and apart. */
export async function checkAllPages(db: Db): Promise<void> {
  const rows = await db.$queryRaw<{ id: string; url: string }[]>`
    select distinct on (asset_id, channel_id) id, public_url as url from delivery
    where op <> 'withdraw' and state = any(${[...held]}::text[]) and public_url is not null
    order by asset_id, channel_id, version desc`
  const begun = Date.now()
  const places = new Map<string, number>()
  const jobs = rows.flatMap(({ id, url }) => {
    if (!URL.canParse(url)) return []
    const { host } = new URL(url)
    const place = places.get(host) ?? 0
    places.set(host, place + 1)
    return [livenessJob(id, host, new Date(begun + place * paceMs))]
  })
  await transaction(db, tx => enqueueMany(tx, 'liveness.check', jobs))
}

function livenessJob(deliveryId: string, host: string, runAt: Date) {
  return { payload: { deliveryId }, key: `liveness:${deliveryId}`, queue: `liveness:${host}`, runAt }
}
