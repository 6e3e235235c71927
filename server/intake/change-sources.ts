import type { NewSource, SourceEdit } from '#contracts/intake-source'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'
import { checkTerms } from '#server/vocabulary/check-terms'
import { readingOf } from './fetch-source.ts'

/** Adds a source; it is read at once. Returns its id. Throws `unit-required` and `unknown-term`. */
export async function createSource(db: Db, caller: Caller, wish: NewSource): Promise<string> {
  return transaction(db, async tx => {
    const { unit, topic, rights, ...rest } = wish
    const unitId = await unitOf(tx, unit)
    await checkTerms(tx, { topics: topic ? [topic] : [], rights: rights?.statement })
    const id = newId()
    await tx.relaySource.create({ data: { id, ...rest, topic, unitId, ...rightsColumns(rights) } })
    const after = { name: rest.name, kind: rest.kind, address: rest.address }
    await record(tx, caller, { act: 'source.create', subjectKind: 'source', subjectId: id, unitId, after })
    if (rest.active) await enqueue(tx, 'intake.fetch', { sourceId: id }, readingOf(id))
    return id
  })
}

/** Changes what the wish names. Another address is read afresh. Throws `not-found`, `unit-required`, `unknown-term`. */
export async function editSource(db: Db, caller: Caller, id: string, wish: SourceEdit): Promise<void> {
  await transaction(db, async tx => {
    const before = await lock(tx, id)
    const { unit, rights, ...rest } = wish
    await checkTerms(tx, { topics: rest.topic ? [rest.topic] : [], rights: rights?.statement })
    const moved = rest.address !== undefined && rest.address !== before.address
    const changed = moved || (rest.kind !== undefined && rest.kind !== before.kind)
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
    await tx.relaySource.update({
      where: { id },
      data: {
        ...given,
        ...(unit ? { unitId: await unitOf(tx, unit) } : {}),
        ...(rights === undefined ? {} : rightsColumns(rights)),
        // Said anew of all that comes: what waits is read again whole.
        ...(changed || saidAnew(wish) ? { etag: null, lastModified: null } : {}),
        // Who mended it need not wait for the breaker.
        ...(changed || rest.active ? { failuresInRow: 0, openUntil: null, nextAt: new Date() } : {}),
      },
    })
    await record(tx, caller, {
      act: 'source.edit',
      subjectKind: 'source',
      subjectId: id,
      unitId: before.unitId,
      before: { name: before.name, address: before.address, active: before.active },
      after: wish,
    })
  })
}

/** Removes a source with what nobody took of it; what was taken stays an asset with its mark. Throws `not-found`. */
export async function deleteSource(db: Db, caller: Caller, id: string): Promise<void> {
  await transaction(db, async tx => {
    const { unitId, name, address } = await lock(tx, id)
    await tx.relaySource.delete({ where: { id } })
    await record(tx, caller, {
      act: 'source.delete',
      subjectKind: 'source',
      subjectId: id,
      unitId,
      before: { name, address },
    })
  })
}

/** Queues a reading for now, also of a source that is off or left alone after failures. Throws `not-found`. */
export async function fetchSourceNow(db: Db, caller: Caller, id: string): Promise<void> {
  await transaction(db, async tx => {
    const { unitId } = await lock(tx, id)
    await enqueue(tx, 'intake.fetch', { sourceId: id }, readingOf(id))
    await record(tx, caller, { act: 'source.fetch', subjectKind: 'source', subjectId: id, unitId })
  })
}

const saidAnew = ({ rights, credit, language, topic }: SourceEdit) =>
  [rights, credit, language, topic].some(each => each !== undefined)

async function lock(tx: Tx, id: string) {
  await tx.$queryRaw`select id from relay_source where id = ${id}::uuid for update`
  const row = await tx.relaySource.findUnique({ where: { id } })
  if (!row) throw new ProblemError('not-found')
  return row
}

async function unitOf(tx: Tx, code: string): Promise<string> {
  const row = await tx.unit.findUnique({ where: { code }, select: { id: true, kind: true } })
  if (row && row.kind !== 'partner') return row.id
  throw new ProblemError('unit-required', { errors: [{ pointer: '/body/unit', code: 'unknown-unit', detail: code }] })
}

function rightsColumns(rights: NewSource['rights']) {
  return {
    rightsStatement: rights?.statement ?? null,
    rightsHolder: rights?.holder || null,
    rightsGrant: rights?.grant || null,
    usageTerms: rights?.usageTerms || null,
  }
}
