import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { queueDelivery } from '#server/channels/queue-delivery'
import { transaction } from '#server/platform/db'
import { freePort } from '#server/platform/embedded-postgres'
import { newId } from '#server/platform/new-id'
import { type Child, startChild } from '../support/child-process.ts'
import type { TestHub } from '../support/test-hub.ts'
import { addPicture } from './channel-rig.ts'

/** A channel whose receiver is a process of its own: it may be killed and comes back with what it had. */
export type Portal = {
  channelId: string
  code: string
  dir: string
  url: string
  start(): Promise<void>
  kill(): Promise<void>
  stop(): Promise<void>
}

/** Receivers, items and worker processes around a hub that runs without a worker of its own. */
export async function deliveryRig(hub: TestHub) {
  const { db, store, sealer, config } = hub.deps
  const dir = await mkdtemp(join(tmpdir(), 'hub-deliveries-'))
  const stops: (() => Promise<void>)[] = []
  const person = await db.person.create({
    data: { id: newId(), email: `${newId()}@hub.test`, name: 'Lê Thị Biên Tập', hubRoles: ['curator'] },
  })
  const addChannel = async (code: string, address: string, credentials?: object) => {
    const unit = await db.unit.findFirstOrThrow({ where: { code: 'stttt' } })
    const id = newId()
    const sealed = credentials ? sealer.seal(JSON.stringify(credentials)) : null
    await db.channel.create({
      data: { id, code, name: code, kind: 'hub-exchange', unitId: unit.id, address, credentials: sealed },
    })
    return id
  }
  return {
    person,
    addChannel,
    addItem: (unit = 'bao') => addPicture(db, store, person.id, randomBytes(2000), unit),
    queue: (assetId: string, channelId: string, op: 'publish' | 'update' = 'publish') =>
      transaction(db, tx => queueDelivery(tx, { assetId, channelId, op, requestedBy: person.id })),
    async portal(code: string, args: readonly string[] = []): Promise<Portal> {
      const port = await freePort()
      const folder = join(dir, code)
      const url = `http://127.0.0.1:${port}/exchange/v1`
      const webhookSecret = `whsec_${randomBytes(32).toString('base64')}`
      const channelId = await addChannel(code, url, { webhookSecret })
      const keys = ['--keys', `${hub.url}/.well-known/hub-keys.json`]
      const back = ['--callback', `${hub.url}/hooks/portal/${code}`, '--callback-secret', webhookSecret]
      const given = ['--port', String(port), '--dir', folder, ...keys, ...back, ...args]
      let child: Child | null = null
      const portal = {
        ...{ channelId, code, dir: folder, url },
        async start() {
          child = await startChild('scripts/portal-receiver/main.ts', given, {})
        },
        kill: async () => child?.kill(),
        stop: async () => child?.stop(),
      }
      stops.push(portal.stop)
      await portal.start()
      return portal
    },
    async worker(env: Record<string, string> = {}): Promise<Child> {
      if (config.database.kind !== 'server') throw new Error('a test hub has a database server')
      const { ownerUrl, appUrl } = config.database
      const child = await startChild('workers/main.ts', [], {
        ...{
          HUB_DATA_DIR: config.dataDir,
          HUB_PORT: String(config.port),
          HUB_LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
        },
        ...{ DATABASE_URL: ownerUrl, DATABASE_APP_URL: appUrl ?? '', HUB_WORKER_ROLES: 'all' },
        HUB_OUTBOUND_ALLOW: '127.0.0.1/32:*',
        ...env,
      })
      stops.push(child.stop)
      return child
    },
    async close() {
      for (const stop of stops.reverse()) await stop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** Waits until it holds; the text says what was waited for where it never does. */
export async function until(
  what: string,
  holds: () => Promise<boolean>,
  ms: number,
  instead: () => Promise<string> = async () => '',
): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end; ) {
    if (await holds()) return
    await new Promise(resolve => setTimeout(resolve, 200))
  }
  throw new Error(`never: ${what} ${await instead()}`)
}
