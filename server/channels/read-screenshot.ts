import type { Response } from 'express'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

/** Answers the newest screenshot of a delivery's receipts by hand. Throws `not-found`. */
export async function readScreenshot(db: Db, deliveryId: string, res: Response): Promise<void> {
  const row = await db.handReceipt.findFirst({
    where: { deliveryId, screenshot: { not: null } },
    orderBy: { createdAt: 'desc' },
  })
  if (!row?.screenshot || !row.screenshotType) throw new ProblemError('not-found')
  res
    .status(200)
    .set({
      'Content-Type': row.screenshotType,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "sandbox; default-src 'none'",
    })
    .end(Buffer.from(row.screenshot))
}
