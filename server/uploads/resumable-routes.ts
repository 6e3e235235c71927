import { Server as TusServer } from '@tus/server'
import { type Response as HttpResponse, Router } from 'express'
import { operations } from '#contracts/operations'
import type { Caller } from '#server/access/caller'
import type { Config } from '#server/platform/config'
import type { Db } from '#server/platform/db'
import { type Call, mount } from '#server/platform/endpoint'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { beginUpload } from './begin-upload.ts'
import { finishUpload } from './finish-upload.ts'
import { listUploads, readUpload, requireUploader, resumablePath } from './list-uploads.ts'
import { runningHashes } from './running-hash.ts'
import { stagingAt } from './staging.ts'
import { StagingStore } from './staging-store.ts'
import { tusProblem, withTus } from './tus-problem.ts'
import { tusRequest } from './tus-request.ts'
import type { UploadLocks } from './upload-locks.ts'

type Deps = { db: Db; config: Config; uploadLocks: UploadLocks }
type TusOperation =
  | typeof operations.createResumable
  | typeof operations.readResumable
  | typeof operations.continueResumable
  | typeof operations.endResumable

/** Resumable uploads by tus 1.0.0, and what became of them. Every address checks whose the upload is before anything else of it. */
export function resumableRouter(deps: Deps): Router {
  const router = Router()
  const { db, config } = deps
  const staging = stagingAt(config.stagingDir, config.minFreeBytes)
  const hashes = runningHashes()
  const views = { db, staging }
  const tus = openTus({ ...deps, staging, hashes })

  const speak = async <O extends TusOperation>({ caller, params, req, res }: Call<O>) => {
    const person = await requireUploader(db, caller.actor)
    const known = params.id === undefined ? null : await ownUpload(db, person.id, params.id)
    const path = known ? `${resumablePath}/${known.id}` : resumablePath
    const { response, created } = await tus(tusRequest(req, path), caller)
    const id = known?.id ?? created?.id
    const size = known ? Number(known.size) : created?.size
    const whole = size !== undefined && Number(response.headers.get('upload-offset') ?? -1) === size
    if (id !== undefined && whole) await finishUpload({ db, staging, hashes }, id).catch(rethrowForTus)
    await send(response, res)
  }
  mount(router, operations.describeResumable, async ({ req, res, caller }) =>
    send((await tus(tusRequest(req, resumablePath), caller)).response, res),
  )
  mount(router, operations.createResumable, speak)
  mount(router, operations.readResumable, speak)
  mount(router, operations.continueResumable, speak)
  mount(router, operations.endResumable, speak)
  mount(router, operations.listUploads, async ({ caller }) => {
    const person = await requireUploader(db, caller.actor)
    return { uploads: await listUploads(views, person) }
  })
  mount(router, operations.readUpload, async ({ caller, params }) => {
    const person = await requireUploader(db, caller.actor)
    return { upload: await readUpload(views, person, params.id!) }
  })
  return router
}

async function ownUpload(db: Db, personId: string, id: string): Promise<{ id: string; size: bigint }> {
  const own = await db.upload.findFirst({ where: { id, personId }, select: { id: true, size: true } })
  if (!own) throw withTus(new ProblemError('not-found'))
  return own
}

type Created = { id: string; size: number }
type TusDeps = Deps & { staging: ReturnType<typeof stagingAt>; hashes: ReturnType<typeof runningHashes> }

/** @tus/server behind a function: its refusals are thrown as problems, and a creation tells what it made. */
function openTus(deps: TusDeps) {
  const { db, config, staging, hashes, uploadLocks: locks } = deps
  const asked = new WeakMap<Request, { caller: Caller; failure?: unknown; created?: Created }>()
  const server = new TusServer({
    path: resumablePath,
    datastore: new StagingStore({ db, staging, hashes, locks }),
    locker: locks,
    // A line that broke may look alive for minutes: the client that is back must not wait longer than this for it.
    lockDrainTimeout: 1_000,
    maxSize: config.maxUploadBytes,
    disableTerminationForFinishedUploads: false,
    allowedOrigins: [config.publicUrl],
    namingFunction: () => newId(),
    generateUrl: (_req, { id }) => `${resumablePath}/${id}`,
    async onUploadCreate(req, upload) {
      const state = asked.get(req as Request)!
      const size = upload.size ?? 0
      await beginUpload({ db, staging }, state.caller, { id: upload.id, size, tusMetadata: upload.metadata ?? {} })
      state.created = { id: upload.id, size }
      return {}
    },
    onResponseError(req, error) {
      const state = asked.get(req as Request)
      if (state) state.failure = error
      return undefined
    },
  })
  return async (request: Request, caller: Caller): Promise<{ response: Response; created?: Created }> => {
    const state: { caller: Caller; failure?: unknown; created?: Created } = { caller }
    asked.set(request, state)
    const response = await server.handleWeb(request)
    if (state.failure instanceof Error) rethrowForTus(state.failure)
    if (response.status >= 400) throw tusProblem(response.status, await response.text())
    return { response, ...(state.created ? { created: state.created } : {}) }
  }
}

function rethrowForTus(error: unknown): never {
  throw error instanceof ProblemError ? withTus(error) : error
}

/** Only what tus itself says goes out: the hub has its own rules about origins and caches. */
async function send(response: Response, res: HttpResponse): Promise<void> {
  for (const [name, value] of response.headers) {
    if (/^(tus-|upload-|location|cache-control)/.test(name)) res.setHeader(name, value)
  }
  res.status(response.status).end()
}
