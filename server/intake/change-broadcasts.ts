import type { BroadcastEdit, NewBroadcast } from '#contracts/intake-broadcast'
import type { Actor } from '#server/access/actor'
import type { Caller } from '#server/access/caller'
import { findReadableAsset } from '#server/assets/find-readable-asset'
import { record } from '#server/audit/record'
import { requirePerson } from '#server/identity/require-person'
import { type Db, Prisma, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { chooseUnit } from '#server/units/choose-unit'
import { lockBroadcast } from './list-broadcasts.ts'

/** Writes an airing down. Throws `conflict` where the unit has it already, and what choosing a unit throws. */
export async function createBroadcast(db: Db, caller: Caller, wish: NewBroadcast): Promise<string> {
  requirePerson(caller.actor)
  const writtenBy = caller.actor.id
  const { unit, assetId, airedAt, ...said } = wish
  return onceOnly(
    transaction(db, async tx => {
      const unitId = await chooseUnit(tx, caller.actor, unit)
      await requireReadable(tx, caller.actor, assetId)
      const id = newId()
      await tx.broadcast.create({ data: { id, ...said, unitId, assetId, airedAt: toSecond(airedAt), writtenBy } })
      await record(tx, caller, {
        act: 'broadcast.create',
        subjectKind: 'broadcast',
        subjectId: id,
        unitId,
        after: wish,
      })
      return id
    }),
  )
}

/** Changes what the wish names. Throws `not-found`, `conflict`. */
export async function editBroadcast(db: Db, caller: Caller, id: string, wish: BroadcastEdit): Promise<void> {
  await onceOnly(
    transaction(db, async tx => {
      const before = await lockBroadcast(tx, caller.actor, id)
      if (wish.assetId !== before.assetId) await requireReadable(tx, caller.actor, wish.assetId ?? null)
      const given = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined))
      const at = wish.airedAt ? { airedAt: toSecond(wish.airedAt) } : {}
      await tx.broadcast.update({ where: { id }, data: { ...given, ...at, updatedAt: new Date() } })
      await record(tx, caller, { ...about(before), act: 'broadcast.edit', before: shown(before), after: wish })
    }),
  )
}

/** Strikes an airing out; the audit keeps what it said. Throws `not-found`. */
export async function deleteBroadcast(db: Db, caller: Caller, id: string): Promise<void> {
  await transaction(db, async tx => {
    const before = await lockBroadcast(tx, caller.actor, id)
    await tx.broadcast.delete({ where: { id } })
    await record(tx, caller, { ...about(before), act: 'broadcast.delete', before: shown(before) })
  })
}

type Row = Awaited<ReturnType<typeof lockBroadcast>>
const about = (row: Row) => ({ subjectKind: 'broadcast', subjectId: row.id, unitId: row.unitId })
const shown = ({ airedAt, programme, channel, seconds, note, assetId }: Row) => ({
  ...{ programme, channel, seconds, note, assetId },
  airedAt: airedAt.toISOString(),
})

/** A second is as exact as a log is: what is typed twice must be equal. */
function toSecond(instant: string): Date {
  return new Date(Math.floor(Date.parse(instant) / 1000) * 1000)
}

async function requireReadable(tx: Tx, actor: Actor, assetId: string | null): Promise<void> {
  if (assetId) await findReadableAsset(tx, actor, assetId)
}

/** The unique index decides: unit, time, channel and programme are one airing. */
async function onceOnly<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')
      throw new ProblemError('conflict')
    throw error
  })
}
