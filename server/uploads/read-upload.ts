import type { Request, RequestHandler, Response } from 'express'
import multer from 'multer'
import type { AssetMetadata } from '#contracts/asset'
import type { Caller } from '#server/access/caller'
import { ProblemError } from '#server/platform/problem-error'
import type { ObjectStore } from '#server/storage/object-store'
import { cleanFileName } from './file-name.ts'
import { parseMetadata } from './parse-metadata.ts'
import { type StoredFile, storeEngine } from './store-engine.ts'

export type ReadUpload = { stored: StoredFile; fileName: string; metadata: AssetMetadata }

/**
 * Reads one multipart upload into the store. `check` runs before the first byte of the file is taken: who may not upload, or names
 * a unit that is not theirs, learns it before sending 3 GB. Throws ProblemError.
 */
export function uploadReader(
  store: ObjectStore,
  maxBytes: number,
  check: (caller: Caller, metadata: AssetMetadata) => Promise<void>,
): (req: Request, res: Response, caller: Caller) => Promise<ReadUpload> {
  const fields = { fileSize: Number.POSITIVE_INFINITY, files: 1, fields: 10, fieldSize: 256 * 1024, parts: 12 }
  return async (req, res, caller) => {
    // A part costs some bytes of its own; more than that over the limit cannot fit.
    if (Number(req.get('content-length') ?? 0) > maxBytes + 1_048_576) throw new ProblemError('too-large')
    await new Promise<void>((resolve, refused) => {
      const engine = storeEngine(store, maxBytes, { before: r => check(caller, readMetadata(r)), refused })
      const handler = multer({ storage: engine, limits: fields, defParamCharset: 'utf8' }).single('file')
      run(handler, req, res).then(resolve, refused)
    })
    const file = req.file as (Express.Multer.File & { stored?: StoredFile }) | undefined
    if (!file?.stored)
      throw new ProblemError('invalid-request', { errors: [{ pointer: '/file', code: 'required', detail: 'file' }] })
    const read = { stored: file.stored, fileName: cleanFileName(file.originalname) }
    try {
      return { ...read, metadata: readMetadata(req) }
    } catch (error) {
      await store.delete(file.stored.key)
      throw error
    }
  }
}

function run(handler: RequestHandler, req: Request, res: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    handler(req, res, (error?: unknown) => {
      if (error === undefined || error === null || error === '') resolve()
      else reject(uploadProblem(error))
    })
  })
}

function uploadProblem(error: unknown): unknown {
  if (error instanceof multer.MulterError) {
    return new ProblemError('invalid-request', {
      errors: [{ pointer: `/${error.field ?? 'file'}`, code: error.code, detail: error.message }],
    })
  }
  if (
    error instanceof Error &&
    /Unexpected end of form|Multipart: Boundary|Malformed part|Request (aborted|closed)/.test(error.message)
  ) {
    return new ProblemError('upload-torn', { cause: error })
  }
  return error
}

function readMetadata(req: Request): AssetMetadata {
  return parseMetadata((req.body as Record<string, unknown> | undefined)?.metadata)
}
