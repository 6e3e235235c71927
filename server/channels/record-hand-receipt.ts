import type { z } from 'zod'
import { type Delivery, type handReceipt, kindsByHand } from '#contracts/delivery'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { requireHubRole } from '#server/identity/require-person'
import { type Db, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { active, held } from './delivery-state.ts'
import { newReceiptBytes } from './hand-receipt.ts'
import { deliveryViews } from './list-deliveries.ts'
import { lockItem } from './lock-item.ts'
import { settleLocked } from './settle-attempt.ts'
import { sha256Of } from './sign-request.ts'

const maxScreenshot = 600_000

/**
 * Writes down that a person published a package, or took it down: a receipt like any other, with who said so and the screenshot's
 * hash in its bytes. Throws `not-found`, `conflict` for a channel that answers by itself and for a delivery that is not there yet or
 * no more, `invalid-request` without an address of what was published and for a screenshot that is no picture.
 */
export async function recordHandReceipt(
  db: Db,
  caller: Caller,
  id: string,
  said: z.output<typeof handReceipt>,
): Promise<Delivery> {
  const { actor } = caller
  requireHubRole(actor, 'curate')
  const screenshot = readScreenshot(said.screenshot)
  await transaction(db, async tx => {
    const found = await tx.delivery.findUnique({ where: { id }, include: { channel: true } })
    if (!found) throw new ProblemError('not-found')
    const asset = await lockItem(tx, found.assetId)
    const row = await tx.delivery.findUniqueOrThrow({ where: { id } })
    const withdrawal = row.op === 'withdraw'
    const open = withdrawal ? active : held
    if (!kindsByHand.includes(found.channel.kind) || !(open as readonly string[]).includes(row.state) || !row.digest)
      throw new ProblemError('conflict', { detail: 'Lượt này không ghi nhận bằng tay được ở trạng thái hiện nay.' })
    if (!withdrawal && !said.publicUrl) throw wrong('publicUrl', 'required')
    const now = new Date()
    const outcome = newReceiptBytes({
      ...{ itemId: row.assetId, version: row.version, digest: row.digest, at: now },
      state: withdrawal ? 'withdrawn' : 'published',
      publicUrl: withdrawal ? null : (said.publicUrl ?? null),
      more: { writtenBy: actor.id, ...(screenshot ? { screenshot: sha256Of(screenshot.bytes) } : {}) },
    })
    await settleLocked(tx, row, asset, outcome, { now, random: Math.random, source: 'by-hand' })
    const sha256 = sha256Of(outcome.received.raw)
    await tx.handReceipt.create({
      data: {
        ...{ id: newId(), deliveryId: id, sha256, note: said.note, writtenBy: actor.id },
        screenshot: screenshot ? Uint8Array.from(screenshot.bytes) : null,
        screenshotType: screenshot?.type ?? null,
      },
    })
    await record(tx, caller, {
      act: 'delivery.receipt-by-hand',
      subjectKind: 'asset',
      subjectId: row.assetId,
      unitId: asset.unitId,
      after: { delivery: id, channel: row.channelId, publicUrl: said.publicUrl ?? null, receipt: sha256 },
    })
  })
  const [view] = await deliveryViews(db, [id])
  return view!
}

function readScreenshot(given: string | undefined): { bytes: Buffer; type: string } | null {
  if (!given) return null
  const bytes = Buffer.from(given, 'base64')
  const type = pictureType(bytes)
  if (!type) throw wrong('screenshot', 'not-a-picture')
  if (bytes.length > maxScreenshot) throw wrong('screenshot', 'too-large')
  return { bytes, type }
}

/** By the first bytes: the hub shows it again, so it must be what it says. */
function pictureType(bytes: Buffer): string | null {
  const head = bytes.subarray(0, 12).toString('latin1')
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  return head.startsWith('RIFF') && head.endsWith('WEBP') ? 'image/webp' : null
}

const wrong = (member: string, code: string) =>
  new ProblemError('invalid-request', { errors: [{ pointer: `/body/${member}`, code, detail: code }] })
