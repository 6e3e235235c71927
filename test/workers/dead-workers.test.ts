import { afterEach, beforeEach, expect, it } from 'vitest'
import { transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { enqueue } from '#server/queue/enqueue'
import { freeDeadWorkers, workerProcess } from '#server/queue/worker-process'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

let hub: TestHub
beforeEach(async () => {
  hub = await startTestHub()
})
afterEach(() => hub.close())

const locks = () => hub.deps.db.$queryRaw<{ by: string | null }[]>`select locked_by as by from graphile_worker.jobs`
const lockedBy = async (worker: string) => {
  await transaction(hub.deps.db, tx => enqueue(tx, 'search.index', { assetId: newId() }))
  await hub.deps.db
    .$executeRaw`update graphile_worker._private_jobs set locked_by = ${worker}, locked_at = now() - interval '40 s', attempts = 1`
}

it('frees the job of a process that stopped beating, within the promised minute', async () => {
  await lockedBy('pool-of-the-dead')
  expect(await freeDeadWorkers(hub.deps.db)).toEqual(['pool-of-the-dead'])
  expect(await locks()).toEqual([{ by: null }])
})

it('leaves the job of a process that lives, however long it takes', async () => {
  await workerProcess(hub.deps.db, 'all').beat(['pool-of-the-living'], [])
  await lockedBy('pool-of-the-living')
  expect(await freeDeadWorkers(hub.deps.db)).toEqual([])
  expect(await locks()).toEqual([{ by: 'pool-of-the-living' }])
})
