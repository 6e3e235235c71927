import { afterEach, beforeEach, expect, it } from 'vitest'
import { freeDeadWorkers } from '#server/queue/worker-process'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

let hub: TestHub
let reporter: TestClient
beforeEach(async () => {
  hub = await startTestHub({ worker: true })
  reporter = await hub.person('Phóng viên', { memberships: [{ unit: 'bao', role: 'editor' }] })
})
afterEach(() => hub.close())

it('a job that runs is locked under a name that the heartbeat claims', async () => {
  const taken = hub.deps.db.$queryRaw<{ pools: string[] }[]>`select worker_ids as pools from worker_process`
  const [row] = await taken
  expect(row?.pools).toHaveLength(16)
  // Another transaction holds the asset's row, so its index job runs until we let go.
  const made = await reporter.post<{ asset: { id: string } }>('/api/v1/articles', { title: 'Bài', html: '<p>x</p>' })
  await hub.idle()
  const { id } = made.body.asset
  let letGo = () => {}
  const held = hub.deps.db.$transaction(
    async tx => {
      await tx.$executeRaw`select from asset where id = ${id}::uuid for update`
      await tx.$executeRaw`select graphile_worker.add_job('search.index', json_build_object('assetId', ${id}::text))`
      await new Promise<void>(resolve => {
        letGo = resolve
      })
    },
    { timeout: 20_000 },
  )
  await hub.deps.db
    .$executeRaw`select graphile_worker.add_job('search.index', json_build_object('assetId', ${id}::text))`
  const locked = async () =>
    (
      await hub.deps.db.$queryRaw<
        { by: string }[]
      >`select locked_by as by from graphile_worker.jobs where locked_by is not null`
    ).map(job => job.by)
  await expect.poll(locked, { timeout: 10_000 }).toHaveLength(1)
  expect(row?.pools).toContain((await locked())[0])
  await hub.deps.db
    .$executeRaw`update graphile_worker._private_jobs set locked_at = now() - interval '10 min' where locked_by is not null`
  expect(await freeDeadWorkers(hub.deps.db)).toEqual([])
  letGo()
  await held
})
