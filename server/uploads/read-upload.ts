import type { Readable } from 'node:stream'
import type { Request, RequestHandler, Response } from 'express'
import multer from 'multer'
import type { z } from 'zod'
import type { Lane } from '#contracts/job'
import type { Caller } from '#server/access/caller'
import { ProblemError } from '#server/platform/problem-error'
import type { ObjectStore } from '#server/storage/object-store'
import { cleanFileName } from './file-name.ts'
import { parseMetadata } from './parse-metadata.ts'
import { type FilePlace, type StoredFile, storeEngine, storeUpload } from './store-engine.ts'

/** `lane`: how it came, where nobody sent it from a screen. */
export type ReadUpload<M> = { stored: StoredFile; fileName: string; metadata: M; lane?: Lane }

/** Asked before the first byte of the file is taken; `size` is the least that the file can have by what the request says. */
export type UploadCheck<M> = (caller: Caller, metadata: M, size: number, req: Request) => Promise<void>

/**
 * Reads one multipart upload into the store. `check` runs before the first byte of the file is taken: who may not upload, or names
 * a unit that is not theirs, learns it before sending 3 GB. Throws ProblemError.
 */
export function uploadReader<M>(
  store: ObjectStore,
  maxBytes: number,
  schema: z.ZodType<M>,
  check: UploadCheck<M>,
): (req: Request, res: Response, caller: Caller) => Promise<ReadUpload<M>> {
  const take = (stream: Readable, req: Request) => storeUpload(store, stream, maxBytes, req)
  return formReader({ take, drop: file => store.delete(file.key) }, maxBytes, schema, check)
}

/** As `uploadReader`, for a file that goes where `place` says: `take` reads the stream to its end, `drop` undoes it. */
export function formReader<F, M>(
  place: FilePlace<F>,
  maxBytes: number,
  schema: z.ZodType<M>,
  check: UploadCheck<M>,
): (req: Request, res: Response, caller: Caller) => Promise<{ stored: F; fileName: string; metadata: M }> {
  const fields = { fileSize: Number.POSITIVE_INFINITY, files: 1, fields: 10, fieldSize: 256 * 1024, parts: 12 }
  return async (req, res, caller) => {
    // A part costs some bytes of its own; more than that over the limit cannot fit.
    if (Number(req.get('content-length') ?? 0) > maxBytes + 1_048_576) throw new ProblemError('too-large')
    await new Promise<void>((resolve, refused) => {
      const engine = storeEngine(place, {
        before: r => check(caller, readMetadata(r, schema), leastSize(r), r),
        refused,
      })
      const handler = multer({ storage: engine, limits: fields, defParamCharset: 'utf8' }).single('file')
      run(handler, req, res).then(resolve, refused)
    })
    const file = req.file as (Express.Multer.File & { stored?: F }) | undefined
    if (!file?.stored)
      throw new ProblemError('invalid-request', { errors: [{ pointer: '/file', code: 'required', detail: 'file' }] })
    const read = { stored: file.stored, fileName: cleanFileName(file.originalname) }
    try {
      return { ...read, metadata: readMetadata(req, schema) }
    } catch (error) {
      await place.drop(file.stored)
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

/** What Content-Length leaves for the file after the fields that came before it and 4 KiB of the parts' own lines; 0 where it is not said. */
function leastSize(req: Request): number {
  const fields = Object.values((req.body as Record<string, unknown> | undefined) ?? {})
  const said = fields.reduce<number>((sum, field) => sum + Buffer.byteLength(String(field)), 0)
  return Math.max(0, Number(req.get('content-length') ?? 0) - said - 4096) || 0
}

function readMetadata<M>(req: Request, schema: z.ZodType<M>): M {
  return parseMetadata((req.body as Record<string, unknown> | undefined)?.metadata, schema)
}
