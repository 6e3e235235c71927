import { type Db, transaction } from '#server/platform/db'

/** So many different people must have asked for the same on one day for it to be kept, and shown. */
export const fewestAskers = 2
const keptMonths = 24
const toldDays = 400

/**
 * Closes the days that are over in Vietnam: what two or more asked goes into the month, all else of the day is forgotten, with its marks
 * and its salt. Run at any time, as often as one likes; what it takes it deletes in the same transaction. Months go after two years, and
 * what was told after 400 days: by then nothing of it is news.
 */
export async function closeDays(db: Db): Promise<void> {
  const over = await db.$queryRaw<
    { day: string }[]
  >`select day::text from search_salt where day < hub_today() order by day`
  for (const { day } of over) await transaction(db, tx => closeDay(tx, day))
  if (over.length === 0) return
  await db.$executeRaw`delete from search_month where month < date_trunc('month', hub_today()) - make_interval(months => ${keptMonths}::int)`
  await db.$executeRaw`delete from saved_search_told where told_at < now() - make_interval(days => ${toldDays}::int)`
  await db.$executeRaw`delete from asset_opened where opened_at < now() - make_interval(days => ${toldDays}::int)`
}

async function closeDay(tx: Parameters<Parameters<typeof transaction>[1]>[0], day: string): Promise<void> {
  // Whoever closes the same day waits here, and finds nothing left.
  await tx.$queryRaw`select day from search_salt where day = ${day}::date for update`
  await tx.$executeRaw`
    insert into search_month (month, term, none, few, dozens, many)
    select date_trunc('month', d.day)::date, d.term, d.none, d.few, d.dozens, d.many
    from search_day d
    where d.day = ${day}::date
      and (select count(*) from search_asker a where a.day = d.day and a.term = d.term) >= ${fewestAskers}
    on conflict (month, term) do update set none = search_month.none + excluded.none, few = search_month.few + excluded.few,
      dozens = search_month.dozens + excluded.dozens, many = search_month.many + excluded.many`
  await tx.$executeRaw`delete from search_day where day = ${day}::date`
  await tx.$executeRaw`delete from search_asker where day = ${day}::date`
  await tx.$executeRaw`delete from search_salt where day = ${day}::date`
}
