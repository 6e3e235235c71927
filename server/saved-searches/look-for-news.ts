import type { Actor } from '#server/access/actor'
import { notifyAll } from '#server/notifications/notify'
import type { Config } from '#server/platform/config'
import { type Db, databaseNow, type Tx, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { standingActor } from '#server/units/actor-of'
import { indexQuery } from './asked-index.ts'
import { anythingChanged, findNews, type News } from './find-news.ts'
import { readStored } from './stored-query.ts'

type Deps = { db: Db; log: Log; config: Pick<Config, 'requireTotp'> }
/** `quietMs`: so long nothing more may have come; `patienceMs`: told all the same when something has waited so long. */
type Pace = { quietMs: number; patienceMs: number }

// An import comes item by item: it is told when it is through, or every ten minutes of it.
const usual: Pace = { quietMs: 20_000, patienceMs: 600_000 }
// A transaction lives 30 s at most (platform/db.ts): what was begun before an instant has come 60 s later.
const overlapMs = 60_000
/** As many are named in a notification; the letter shows those. */
const named = 20
// Half past six in the morning in Vietnam: half an hour before the digests of everything else.
const dailyAt = '6 hours 30 minutes'

type Due = { id: string; personId: string; name: string; query: unknown; meant: string | null } & Times
type Times = { alert: string; mail: boolean; since: Date; lookedTo: Date }

/**
 * By the clock, each minute: tells the owners of saved searches what is new for them, those that want it at once when it has been quiet
 * for a moment, the others each morning. A person's searches are told in one transaction with what was told, so that they make one
 * letter, and a process that dies in between tells nothing twice. One person's failure is nobody else's.
 */
export async function lookForNews(deps: Deps, pace: Pace = usual): Promise<void> {
  const { db, log } = deps
  const now = await databaseNow(db)
  const people = await duePeople(db)
  for (const { personId, lookedTo } of people) {
    try {
      if (!(await anythingChanged(db, overlapping(lookedTo)))) continue
      const actor = await standingActor(db, personId, deps.config.requireTotp)
      if (actor.kind === 'person') await tellPerson(db, actor, now, pace)
    } catch (error) {
      log.error({ event: 'saved-searches.look-failed', person: personId, error })
    }
  }
}

const overlapping = (at: Date) => new Date(at.getTime() - overlapMs)

function duePeople(db: Db): Promise<{ personId: string; lookedTo: Date }[]> {
  return db.$queryRaw`
    select s.person_id as "personId", min(s.looked_to) as "lookedTo"
    from saved_search s join person p on p.id = s.person_id
    where p.suspended_at is null and (s.alert = 'at-once' or s.alert = 'daily' and s.looked_to < (
      date_trunc('day', (now() at time zone 'Asia/Ho_Chi_Minh') - ${dailyAt}::interval) + ${dailyAt}::interval
    ) at time zone 'Asia/Ho_Chi_Minh')
    group by s.person_id order by s.person_id`
}

async function tellPerson(db: Db, actor: Actor & { kind: 'person' }, now: Date, pace: Pace): Promise<void> {
  await transaction(db, async tx => {
    for (const search of await dueSearches(tx, actor.id)) {
      const news = await newsOf(db, tx, actor, search)
      if (search.alert === 'at-once' && stillComing(news, now, pace)) continue
      await tell(tx, search, news)
      await tx.savedSearch.update({
        where: { id: search.id },
        data: { lookedTo: now, ...(news.length > 0 ? { toldAt: now } : {}) },
      })
    }
  })
}

/** Locked: a second look, or a change of the search, waits until this one has told. */
function dueSearches(tx: Tx, personId: string): Promise<Due[]> {
  return tx.$queryRaw`
    select id, person_id as "personId", name, query, meant, alert, mail, since, looked_to as "lookedTo"
    from saved_search
    where person_id = ${personId}::uuid and (alert = 'at-once' or alert = 'daily' and looked_to < (
      date_trunc('day', (now() at time zone 'Asia/Ho_Chi_Minh') - ${dailyAt}::interval) + ${dailyAt}::interval
    ) at time zone 'Asia/Ho_Chi_Minh')
    order by name, id for update`
}

async function newsOf(db: Db, tx: Tx, actor: Actor, search: Due): Promise<News[]> {
  const { id, since, meant, lookedTo } = search
  const query = await indexQuery(db, actor, readStored(search.query).question)
  return findNews(tx, { id, since, after: overlapping(lookedTo), query, meant })
}

function stillComing(news: readonly News[], now: Date, { quietMs, patienceMs }: Pace): boolean {
  const [newest, oldest] = [news[0], news.at(-1)]
  if (!newest || !oldest) return false
  return now.getTime() - newest.at.getTime() < quietMs && now.getTime() - oldest.at.getTime() < patienceMs
}

async function tell(tx: Tx, { id, personId, mail }: Due, news: readonly News[]): Promise<void> {
  if (news.length === 0) return
  const ids = news.map(each => each.id)
  await tx.$executeRaw`
    insert into saved_search_told (saved_search_id, asset_id)
    select ${id}::uuid, asset_id from unnest(${ids}::uuid[]) as asset_id on conflict do nothing`
  const facts = { count: ids.length, assets: ids.slice(0, named) }
  await notifyAll(tx, [
    { kind: 'search-news', subject: { kind: 'saved-search', id }, facts, to: { people: [personId] }, mail },
  ])
}
