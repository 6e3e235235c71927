import type { ReceiptProof } from '#contracts/ledger'
import type { Actor } from '#server/access/actor'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { readReceipts } from './list-receipts.ts'
import { redactHeaders } from './redact.ts'
import { sha256Of } from './sign-request.ts'

/** The proof of one receipt: the bytes as they came, and whether they still have the hash that was written down. Throws `not-found`. */
export async function readReceiptProof(db: Db, actor: Actor, id: string): Promise<ReceiptProof> {
  const [receipt] = await readReceipts(db, actor, {}, { only: id, limit: 1 })
  if (!receipt) throw new ProblemError('not-found')
  const { raw, headers, digest } = await db.receipt.findUniqueOrThrow({ where: { id } })
  const bytes = Buffer.from(raw)
  return {
    receipt,
    digest,
    headers: redactHeaders(headers as Record<string, string>),
    raw: bytes.toString('base64'),
    intact: sha256Of(bytes) === receipt.sha256,
  }
}
