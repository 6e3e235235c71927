import { type HeldReason, heldReasons } from '#contracts/held-reason'
import { type Nomination, priorities } from '#contracts/nomination'
import type { UnitRef } from '#contracts/unit'
import { can } from '#server/access/can'
import { clearanceView } from '#server/assets/clearance-view'
import { opensAt, type SendingWindow } from '#server/channels/sending-window'
import type { PersonActor } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { unitsNamedAt } from '#server/units/unit-names'
import { desksOf, readTexts } from './channel-desk.ts'
import { checkViews } from './check-views.ts'
import { type ItemRow, loadItems, stampOf } from './load-items.ts'
import type { DeskRow } from './nomination-rows.ts'
import { siblingsOf } from './siblings.ts'

type Options = { language: 'vi' | 'en'; wholeList: boolean }

/** Rows as the API answers them, for who asks. `wholeList`: also the lines of the checklist that are met. */
export async function nominationViews(
  db: Db,
  actor: PersonActor,
  rows: readonly DeskRow[],
  options: Options,
): Promise<Nomination[]> {
  if (rows.length === 0) return []
  const ids = rows.map(row => row.id)
  const [items, desks, siblings] = await Promise.all([
    loadItems(db, actor, ids),
    desksOf(db, [...new Set(rows.map(row => row.channelId))]),
    siblingsOf(
      db,
      actor,
      rows.map(row => row.packageId),
    ),
  ])
  const unitIds = [...rows.map(row => row.unitId), ...[...items.values()].flat().map(item => item.unitId)]
  const units = new Map((await unitsNamedAt(db, [...new Set(unitIds)])).map(unit => [unit.id, unit]))
  return rows.map(row => {
    const of = items.get(row.id) ?? []
    const desk = desks.get(row.channelId)!
    const texts = readTexts(row.texts)
    const asked = { ...desk, dueAt: row.dueAt, publishAt: row.scheduledAt ?? row.publishAt }
    const checks = checkViews({ actor, nomination: row, items: of, texts, asked, units, ...options })
    const unmet = checks.filter(check => !check.ok)
    const seen = of.filter(item => item.readable)
    return {
      ...said(row, units),
      ...itemsOf(seen, units, actor, options.language),
      hiddenItems: of.length - seen.length,
      fourEyes: desk.fourEyes,
      firstApproval: firstOf(row, of),
      schedule: scheduleOf(row),
      edited: Object.keys(texts).length > 0,
      siblings: (siblings.get(row.packageId) ?? []).filter(each => each.id !== row.id),
      checks: options.wholeList ? checks : unmet,
      blocking: unmet.filter(check => check.severity === 'blocks').length,
      warnings: unmet.filter(check => check.severity === 'warns').length,
      may: mayOf(actor, row, desk.fourEyes, of),
    }
  })
}

function said(row: DeskRow, units: ReadonlyMap<string, UnitRef>) {
  const ref = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)
  return {
    ...{ id: row.id, state: row.state, note: row.note, revision: row.revision, comments: row.comments },
    channel: { id: row.channelId, code: row.channelCode, name: row.channelName },
    nominatedBy: { id: row.nominatedBy, name: row.nominatorName ?? '' },
    unit: units.get(row.unitId)!,
    createdAt: row.createdAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decidedBy: ref(row.decidedBy, row.deciderName),
    decisionNote: row.decisionNote,
    dueAt: row.dueAt?.toISOString() ?? null,
    priority: priorities[row.priority - 1] ?? 'normal',
    campaign: ref(row.campaignId, row.campaignName),
    assignedTo: ref(row.assignedTo, row.assigneeName),
    delivery: deliveryOf(row),
  } satisfies Partial<Nomination>
}

function itemsOf(
  seen: readonly ItemRow[],
  units: ReadonlyMap<string, UnitRef>,
  actor: PersonActor,
  language: 'vi' | 'en',
) {
  const items = seen.map(item => ({ asset: assetOf(item, units), role: item.role, position: item.position }))
  // The lead is readable, or the row would not be here.
  const lead = seen.find(item => item.role === 'lead') ?? seen[0]!
  const mayEdit = can(actor, { act: 'asset.edit', asset: lead })
  return { items, asset: assetOf(lead, units), clearance: clearanceView(lead, mayEdit, language) }
}

function assetOf(item: ItemRow, units: ReadonlyMap<string, UnitRef>): Nomination['asset'] {
  const url = (name: string) => `/api/v1/assets/${item.id}/renditions/${name}`
  return {
    ...{ id: item.id, kind: item.kind, file: item.file, title: item.title, thumbhash: item.thumbhash },
    unit: units.get(item.unitId)!,
    date: item.date.toISOString().slice(0, 10),
    thumbUrl: item.hasThumb ? url('thumb') : null,
    previewUrl: item.hasPreview ? url('preview') : null,
  }
}

function firstOf(row: DeskRow, items: readonly ItemRow[]): Nomination['firstApproval'] {
  if (!row.firstBy || !row.firstAt) return null
  return {
    by: { id: row.firstBy, name: row.firstName ?? '' },
    at: row.firstAt.toISOString(),
    note: row.firstNote ?? '',
    stale: row.firstStamp !== stampOf(row.revision, items),
  }
}

function scheduleOf(row: DeskRow): Nomination['schedule'] {
  const at = row.state === 'approved' ? row.scheduledAt : row.publishAt
  if (!at) return null
  const opens = opensAt(row.windows as SendingWindow[], at) ?? at
  const times = { at: at.toISOString(), effectiveAt: opens.toISOString() }
  if (row.state !== 'approved') return { ...times, state: 'wished', reason: null }
  if (row.deliveryState === 'queued' && !row.begun)
    return row.held
      ? { ...times, state: 'held', reason: reasonOf(row.held) }
      : { ...times, state: 'waiting', reason: null }
  if (row.deliveryState === 'dead' || row.deliveryState === 'cancelled')
    return { ...times, state: 'held', reason: reasonOf(row.deliveryProblem) }
  return { ...times, state: 'sent', reason: null }
}

/** The delivery's problem in the words of the desk; what a receiver refused is `failed`. */
export function reasonOf(problem: string | null): HeldReason {
  return heldReasons.find(reason => reason === problem) ?? 'failed'
}

function deliveryOf(row: DeskRow): Nomination['delivery'] {
  if (!row.deliveryId || !row.deliveryState) return null
  return {
    ...{ id: row.deliveryId, state: row.deliveryState, publicUrl: row.deliveryUrl, problemText: row.deliveryText },
    updatedAt: (row.deliveryAt ?? row.createdAt).toISOString(),
  }
}

function mayOf(actor: PersonActor, row: DeskRow, fourEyes: boolean, items: readonly ItemRow[]): Nomination['may'] {
  const curates = can(actor, { act: 'hub.curate' })
  const counts = row.firstBy === actor.id && row.firstStamp === stampOf(row.revision, items)
  const mine = can(actor, { act: 'nomination.take', nomination: row })
  return {
    decide: curates && row.state === 'open',
    decideBarred: fourEyes && (row.nominatedBy === actor.id || counts),
    edit: can(actor, { act: 'nomination.edit', nomination: row }) && row.state !== 'withdrawn',
    comment: can(actor, { act: 'nomination.comment', nomination: row }),
    manage: curates && row.state !== 'withdrawn',
    resubmit: mine && (row.state === 'returned' || row.state === 'withdrawn'),
    withdraw: mine && row.state === 'open',
    reopen: curates && row.reopenable,
  }
}
