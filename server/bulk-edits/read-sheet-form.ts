import type { Readable } from 'node:stream'
import type { Request, Response } from 'express'
import { sheetUpload } from '#contracts/bulk-edit'
import type { Caller } from '#server/access/caller'
import { requirePerson } from '#server/identity/require-person'
import { ProblemError } from '#server/platform/problem-error'
import { formReader } from '#server/uploads/read-upload'

/** 5,000 rows with everything that may be said of them stay far below. */
const maxBytes = 32 * 1024 * 1024

/** Reads a form's sheet into memory. Throws `too-large`, `upload-torn`, `sign-in-required`, `invalid-request`. */
export const readSheetForm: (
  req: Request,
  res: Response,
  caller: Caller,
) => Promise<{ stored: Buffer; fileName: string }> = formReader(
  { take, drop: async () => {} },
  maxBytes,
  sheetUpload,
  async caller => requirePerson(caller.actor),
)

async function take(stream: Readable, req: Request): Promise<Buffer> {
  const torn = () => {
    if (!req.complete) stream.destroy(new ProblemError('upload-torn'))
  }
  req.once('close', torn)
  try {
    const pieces: Buffer[] = []
    let size = 0
    for await (const piece of stream) {
      size += (piece as Buffer).length
      if (size > maxBytes) throw new ProblemError('too-large')
      pieces.push(piece as Buffer)
    }
    return Buffer.concat(pieces)
  } finally {
    req.off('close', torn)
  }
}
