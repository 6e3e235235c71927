import { randomUUID } from 'node:crypto'
import type { Envelope, ItemRecord, ItemStore, Receipt } from './item-store.ts'
import type { MediaStore } from './media-store.ts'
import { type Answer, Problem } from './problem.ts'
import { checkEnvelope, checkWithdrawal, idempotencyKey, type Withdrawal } from './read-item.ts'

export type ItemDeps = { items: ItemStore; media: MediaStore; publicBase: string; moderated: boolean }
/** One item call, its signature and digest checked: who sent it, the parsed body and the SHA-256 of the exact bytes. */
export type ItemCall = {
  id: string
  source: string
  headers: Record<string, string | undefined>
  body: unknown
  digest: string
}

/** PUT /items/{id}: publish, update, correct. */
export function putItem(call: ItemCall, deps: ItemDeps): Promise<Answer> {
  const envelope = checkEnvelope(call.id, call.body)
  const key = idempotencyKey(call.headers, `${call.id}.${envelope.item.version}.${envelope.op}`)
  return onceAKey(call, key, deps, async known => {
    if (known?.state === 'withdrawn') refuseUnlessReinstated(known, envelope)
    checkPreconditions(call, known?.state === 'withdrawn' ? null : known)
    const version = Number(envelope.item.version)
    if (known && version <= known.version) throw versionConflict(known)
    await checkMedia(envelope, deps.media)
    const state = deps.moderated ? 'in_review' : 'published'
    const media = envelope.media.map(each => each.sha256)
    const receipt = newReceipt(
      call,
      version,
      state,
      media,
      state === 'published' ? `${deps.publicBase}/items/${call.id}` : null,
    )
    return {
      status: deps.moderated ? 202 : known ? 200 : 201,
      record: { ...blank(call, receipt, known), state, envelope },
    }
  })
}

/** POST /items/{id}/withdrawal: idempotent; 404 for what never came, and then remembered: a push still on its way is refused. */
export function withdrawItem(call: ItemCall, deps: ItemDeps): Promise<Answer> {
  const withdrawal = checkWithdrawal(call.body)
  const key = idempotencyKey(call.headers, `${call.id}.${withdrawal.version}.withdraw`)
  return onceAKey(call, key, deps, async known => {
    if (known && withdrawal.version < known.version) throw versionConflict(known)
    const receipt = newReceipt(call, withdrawal.version, 'withdrawn', [], null)
    const record: ItemRecord = {
      ...blank(call, receipt, known),
      state: 'withdrawn',
      envelope: null,
      withdrawal: strictest(known, withdrawal),
    }
    return {
      status: known ? 200 : 404,
      record,
      removeMedia: withdrawal.mediaToo ? (known?.envelope?.media ?? []).map(m => m.sha256) : [],
    }
  })
}

type Change = { status: number; record: ItemRecord; removeMedia?: string[] }
/** Idempotency-Key comes before every precondition: a repeat answers what the first did and changes nothing. */
async function onceAKey(
  call: ItemCall,
  key: string,
  { items, media }: ItemDeps,
  change: (known: ItemRecord | null) => Promise<Change>,
): Promise<Answer> {
  const answer = await items.alone(call.id, async () => {
    const known = items.find(call.id)
    const before = known?.answers[key]
    if (before && before.digest !== call.digest)
      throw new Problem(422, 'key-reused', 'This Idempotency-Key came with other bytes.')
    if (before)
      return {
        status: before.status === 404 ? 200 : before.status,
        headers: etag(before.receipt),
        body: before.receipt,
      }
    const { status, record, removeMedia } = await change(known)
    record.answers[key] = { digest: call.digest, status, receipt: record.receipt }
    await items.save(record)
    const used = items.mediaInUse()
    for (const sha256 of removeMedia ?? []) if (!used.has(sha256)) await media.remove(sha256)
    if (status === 404)
      throw new Problem(404, 'unknown-item', 'This item never came; it will not be taken before it is reinstated.')
    return { status, headers: etag(record.receipt), body: record.receipt }
  })
  if (!answer)
    throw new Problem(409, 'in-progress', 'This item is being worked on.', { headers: { 'retry-after': '1' } })
  return answer
}

function checkPreconditions(call: ItemCall, current: ItemRecord | null): void {
  const { 'if-none-match': none, 'if-match': match } = call.headers
  if (!none && !match) throw new Problem(428, 'precondition-required', 'Send If-None-Match: * or If-Match: "version".')
  const holds = none ? none.trim() === '*' && !current : match?.trim() === `"${current?.version}"`
  if (!holds)
    throw new Problem(412, 'precondition-failed', current ? `Version ${current.version} is here.` : 'Nothing is here.')
}

async function checkMedia(envelope: Envelope, media: MediaStore): Promise<void> {
  const missing: string[] = []
  for (const { sha256, required } of envelope.media) if (required && !(await media.find(sha256))) missing.push(sha256)
  if (missing.length > 0) throw new Problem(424, 'media-missing', 'Send the media first.', { members: { missing } })
}

function refuseUnlessReinstated(known: ItemRecord, envelope: Envelope): void {
  if (known.withdrawal?.kind === 'kill') throw new Problem(410, 'killed', 'This item was killed and may not come back.')
  if (!envelope.reinstate)
    throw new Problem(410, 'withdrawn', 'This item was withdrawn; reinstate it to publish again.')
}

/** A kill is never softened by a later takedown. */
const strictest = (known: ItemRecord | null, withdrawal: Withdrawal) =>
  known?.withdrawal?.kind === 'kill' ? known.withdrawal : withdrawal
const etag = (receipt: Receipt) => ({ etag: `"${receipt.version}"` })
const versionConflict = (known: ItemRecord) => new Problem(409, 'version-conflict', `Version ${known.version} is here.`)

function newReceipt(
  call: ItemCall,
  version: number,
  state: Receipt['state'],
  media: string[],
  publicUrl: string | null,
): Receipt {
  return {
    receiptId: randomUUID(),
    id: call.id,
    version,
    digest: call.digest,
    state,
    publicUrl,
    media,
    receivedAt: new Date().toISOString(),
  }
}

function blank(call: ItemCall, receipt: Receipt, known: ItemRecord | null) {
  const { id, source, digest } = call
  return {
    id,
    source,
    digest,
    version: receipt.version,
    receipt,
    withdrawal: null,
    answers: { ...known?.answers },
    updatedAt: receipt.receivedAt,
  }
}
