import type { z } from 'zod'
import type { Campaign, campaignEdit, newCampaign } from '#contracts/campaign'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { requireHubRole } from '#server/identity/require-person'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'

type Row = Omit<Campaign, 'startsOn' | 'endsOn'> & { startsOn: Date | null; endsOn: Date | null }

/** Campaigns: those that run first, the newest of them first. `open` counts what waits for a decision, whoever may see it. */
export async function listCampaigns(db: Db, id: string | null = null): Promise<Campaign[]> {
  const rows = await db.$queryRaw<Row[]>`
    select k.id, k.name, k.note, k.starts_on as "startsOn", k.ends_on as "endsOn", k.closed_at is not null as closed,
      (select count(*)::int from nomination n where n.campaign_id = k.id and n.state = 'open') as open
    from campaign k where ${id}::uuid is null or k.id = ${id}::uuid
    order by k.closed_at is not null, k.created_at desc, k.id limit 500`
  const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null
  return rows.map(row => ({ ...row, startsOn: day(row.startsOn), endsOn: day(row.endsOn) }))
}

/** Adds a campaign. Returns its id. Throws `conflict` for a name that runs already, `invalid-request` for days in the wrong order. */
export async function createCampaign(db: Db, caller: Caller, draft: z.output<typeof newCampaign>): Promise<string> {
  const { actor } = caller
  requireHubRole(actor, 'curate')
  return transaction(db, async tx => {
    const id = newId()
    requireOrder(draft.startsOn, draft.endsOn)
    await requireFree(tx, id, draft.name)
    const { startsOn, endsOn, ...said } = draft
    await tx.campaign.create({
      data: { id, ...said, startsOn: date(startsOn), endsOn: date(endsOn), createdBy: actor.id },
    })
    await record(tx, caller, { act: 'campaign.create', subjectKind: 'campaign', subjectId: id, after: draft })
    return id
  })
}

/** Changes or closes a campaign. Throws `not-found`, and as createCampaign. */
export async function editCampaign(
  db: Db,
  caller: Caller,
  id: string,
  edit: z.output<typeof campaignEdit>,
): Promise<void> {
  requireHubRole(caller.actor, 'curate')
  await transaction(db, async tx => {
    const [before] = await tx.$queryRaw<
      { name: string; startsOn: Date | null; endsOn: Date | null; closedAt: Date | null }[]
    >`
      select name, starts_on as "startsOn", ends_on as "endsOn", closed_at as "closedAt" from campaign where id = ${id}::uuid for update`
    if (!before) throw new ProblemError('not-found')
    const startsOn = edit.startsOn === undefined ? before.startsOn : date(edit.startsOn)
    const endsOn = edit.endsOn === undefined ? before.endsOn : date(edit.endsOn)
    requireOrder(startsOn?.toISOString() ?? null, endsOn?.toISOString() ?? null)
    const closed = edit.closed ?? before.closedAt !== null
    if (!closed) await requireFree(tx, id, edit.name ?? before.name)
    await tx.campaign.update({
      where: { id },
      data: {
        ...(edit.name === undefined ? {} : { name: edit.name }),
        ...(edit.note === undefined ? {} : { note: edit.note }),
        ...{ startsOn, endsOn, closedAt: closed ? (before.closedAt ?? new Date()) : null },
      },
    })
    await record(tx, caller, { act: 'campaign.edit', subjectKind: 'campaign', subjectId: id, after: edit })
  })
}

/** The name of a campaign that may be given to something. Throws `unknown-term`. */
export async function requireCampaign(tx: Tx, id: string): Promise<string> {
  const row = await tx.campaign.findFirst({ where: { id, closedAt: null }, select: { name: true } })
  if (row) return row.name
  throw new ProblemError('unknown-term', {
    errors: [{ pointer: '/body/campaign', code: 'unknown-campaign', detail: 'closed or not there' }],
  })
}

async function requireFree(tx: Tx, id: string, name: string): Promise<void> {
  // Two who add the same name at once: the second waits here.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('campaign', 0))`
  const [other] = await tx.$queryRaw<{ id: string }[]>`
    select id from campaign where lower(name) = lower(${name}) and closed_at is null and id <> ${id}::uuid`
  if (other) throw new ProblemError('conflict', { detail: 'Đã có chiến dịch mang tên này.' })
}

function requireOrder(startsOn: string | null, endsOn: string | null): void {
  if (!startsOn || !endsOn || startsOn <= endsOn) return
  throw new ProblemError('invalid-request', {
    errors: [{ pointer: '/body/endsOn', code: 'before-start', detail: 'must not be before startsOn' }],
  })
}

const date = (day: string | null) => (day === null ? null : new Date(day))
