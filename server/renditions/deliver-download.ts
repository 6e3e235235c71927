import type { Request, Response } from 'express'
import type { ObjectStore } from '#server/storage/object-store'
import { attachment } from './attachment.ts'
import { deliverBytes } from './deliver-bytes.ts'
import type { StoredFile } from './purpose-source.ts'

/** A file on its way to a person who may have it: whose it is, what it is called there, and its bytes in the store. */
export type OutgoingFile = { assetId: string; fileName: string; file: StoredFile }

/**
 * Opens the stored file of a download and sends it. Every file for a purpose and every crop leaves through here: what is to be
 * written into a copy on its way out (credit, rights) belongs here.
 */
export async function deliverDownload(
  req: Request,
  res: Response,
  store: ObjectStore,
  { file, fileName }: OutgoingFile,
): Promise<void> {
  await deliverBytes(req, res, store, { ...file, cacheControl: 'private, no-store', disposition: attachment(fileName) })
}

const wait = 1

/** Answers that a file is being made: 202 with Retry-After (RFC 9110 §10.2.3) and how far it is, in percent. */
export function answerMaking(res: Response, progress: number): void {
  res.set({ 'Retry-After': String(wait), 'Cache-Control': 'no-store' })
  res.status(202).json({ state: 'making', progress, retryAfterSeconds: wait })
}
