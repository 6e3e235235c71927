import type { z } from 'zod'
import type { planChange, ThreadEntry } from '#contracts/desk'
import { priorities } from '#contracts/nomination'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { requireHubRole } from '#server/identity/require-person'
import { signal } from '#server/notifications/event-channel'
import { notify } from '#server/notifications/notify'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { requireCampaign } from './campaigns.ts'
import { priorityRank } from './desk-filter.ts'
import { lockNomination, type NominationRow } from './lock-nomination.ts'
import { noteEntry } from './note-entry.ts'

type Plan = z.output<typeof planChange>

/**
 * Due day, priority, campaign and who takes care of it: nothing of this changes what is sent. Answers whether anything changed. Throws
 * `unknown-term` for a campaign that is closed or not there and for a person who does not curate.
 */
export async function planNomination(db: Db, caller: Caller, id: string, plan: Plan): Promise<boolean> {
  const { actor } = caller
  requireHubRole(actor, 'curate')
  return transaction(db, async tx => {
    const row = await lockNomination(tx, actor, id, 'nomination.read')
    if (row.state === 'withdrawn') throw new ProblemError('conflict', { detail: 'Đơn vị đã rút đề cử này.' })
    const data = changed(row, plan)
    if (Object.keys(data).length === 0) return false
    const campaign = data.campaignId ? await requireCampaign(tx, data.campaignId) : null
    const carer = data.assignedTo ? await requireCurator(tx, data.assignedTo) : null
    await tx.nomination.update({ where: { id }, data })
    const { assignedTo, ...planned } = data
    if (assignedTo !== undefined) await noteEntry(tx, id, actor, { kind: 'assigned', facts: { person: carer } })
    if (Object.keys(planned).length > 0)
      await noteEntry(tx, id, actor, { kind: 'planned', facts: factsOf(planned, campaign) })
    await record(tx, caller, {
      ...{ act: 'nomination.plan', subjectKind: 'asset', subjectId: row.assetId, unitId: row.unitId },
      after: { nomination: id, title: row.title, ...plan },
    })
    if (assignedTo) await tellAssigned(tx, actor.id, row, assignedTo)
    await signal(tx, 'a', row.assetId)
    return true
  })
}

type Data = { dueAt?: Date | null; priority?: number; campaignId?: string | null; assignedTo?: string | null }

function changed(row: NominationRow, plan: Plan): Data {
  const dueAt = typeof plan.dueAt === 'string' ? new Date(plan.dueAt) : plan.dueAt
  const data: Data = {}
  if (dueAt !== undefined && dueAt?.getTime() !== row.dueAt?.getTime()) data.dueAt = dueAt
  if (plan.priority && priorityRank(plan.priority) !== row.priority) data.priority = priorityRank(plan.priority)
  if (plan.campaign !== undefined && plan.campaign !== row.campaignId) data.campaignId = plan.campaign
  if (plan.assignedTo !== undefined && plan.assignedTo !== row.assignedTo) data.assignedTo = plan.assignedTo
  return data
}

function factsOf({ dueAt, priority, campaignId }: Data, campaign: string | null): ThreadEntry['facts'] {
  return {
    ...(dueAt === undefined ? {} : { dueAt: dueAt?.toISOString() ?? null }),
    ...(priority === undefined ? {} : { priority: priorities[priority - 1] ?? 'normal' }),
    ...(campaignId === undefined ? {} : { campaign }),
  }
}

/** The name of a person who may decide. Throws `unknown-term`. */
async function requireCurator(tx: Tx, id: string): Promise<string> {
  const person = await tx.person.findFirst({
    where: { id, suspendedAt: null, hubRoles: { hasSome: ['curator', 'administrator'] } },
    select: { name: true },
  })
  if (person) return person.name
  throw new ProblemError('unknown-term', {
    errors: [{ pointer: '/body/assignedTo', code: 'unknown-person', detail: 'no curator' }],
  })
}

function tellAssigned(tx: Tx, by: string, row: NominationRow, personId: string): Promise<void> {
  return notify(tx, {
    kind: 'nomination-assigned',
    subject: { kind: 'asset', id: row.assetId },
    facts: { nominationId: row.id, channel: row.channel },
    to: { people: [personId] },
    by,
  })
}
