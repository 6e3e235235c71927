import { Router } from 'express'
import { operations } from '#contracts/operations'
import type { Doing, Processing } from '#contracts/processing'
import type { Caller } from '#server/access/caller'
import { type AssetRow, findReadableAsset } from '#server/assets/find-readable-asset'
import { requireAssetAct } from '#server/assets/require-asset-act'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { findFileJob } from '#server/queue/file-job'
import { retryProcessing } from './retry-processing.ts'
import { stopProcessing } from './stop-processing.ts'

/** How far an asset's file is, for those who may edit the asset: they stop it and ask for it again. */
export function processingRouter({ db }: { db: Db }): Router {
  const router = Router()
  mount(router, operations.readProcessing, ({ caller, params }) => answer(db, caller, params.id!))
  mount(router, operations.cancelProcessing, ({ caller, params }) => change(db, caller, params.id!, stopProcessing))
  mount(router, operations.retryProcessing, ({ caller, params }) => change(db, caller, params.id!, retryProcessing))
  return router
}

type Change = (tx: Tx, caller: Caller, assetId: string) => Promise<void>

async function change(db: Db, caller: Caller, id: string, act: Change): Promise<{ processing: Processing }> {
  await findEditable(db, caller, id)
  await transaction(db, tx => act(tx, caller, id))
  return answer(db, caller, id)
}

async function findEditable(db: Db, caller: Caller, id: string): Promise<AssetRow> {
  const asset = await findReadableAsset(db, caller.actor, id)
  requireAssetAct(caller.actor, 'asset.edit', asset)
  return asset
}

async function answer(db: Db, caller: Caller, id: string): Promise<{ processing: Processing }> {
  const asset = await findEditable(db, caller, id)
  const job = asset.file === 'processing' ? await findFileJob(db, asset.version.id) : null
  const running = job?.state === 'running'
  return {
    processing: {
      state: stateOf(asset, job),
      percent: asset.file === 'ready' ? 100 : asset.progress,
      doing: running ? (asset.doing as Doing | null) : null,
      place: job?.place ?? null,
      since: job?.since.toISOString() ?? null,
      may: {
        cancel: asset.file === 'processing',
        retry: asset.file === 'failed' && asset.version.objectId !== null && asset.version.scan !== 'infected',
      },
    },
  }
}

function stateOf(asset: AssetRow, job: Awaited<ReturnType<typeof findFileJob>>): Processing['state'] {
  if (asset.file === 'failed') return 'failed'
  if (asset.file !== 'processing') return 'done'
  if (job?.state === 'running') return job.name === 'scan.file' ? 'scans' : 'runs'
  return job?.state === 'retrying' ? 'retries' : 'waits'
}
