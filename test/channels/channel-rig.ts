import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Caller } from '#server/access/caller'
import type { ChannelDeps } from '#server/channels/channel'
import { createChannels } from '#server/channels/create-channels'
import type { ChannelKind } from '#server/channels/dialect'
import { type QueuedPush, queueDelivery } from '#server/channels/queue-delivery'
import type { MailConfig } from '#server/platform/config'
import { type Db, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { createOutbound } from '#server/platform/outbound-fetch'
import { openSealer } from '#server/platform/sealer'
import { type SigningKeys, signingKeys } from '#server/platform/signing-keys'
import { renditionKey } from '#server/storage/keys'
import type { ObjectStore } from '#server/storage/object-store'
import { openStore } from '#server/storage/open-store'
import { prepareDelivery } from '#workers/channels/prepare-delivery'
import { sendDelivery } from '#workers/channels/send-delivery'
import { testDatabase } from '../support/test-database.ts'

const publicUrl = 'https://hub.test'
const quiet = { info() {}, warn() {}, error() {} }

/** Everything around deliveries, real but for the clock, which stands still until a test turns it. */
export type ChannelRig = Awaited<ReturnType<typeof openChannelRig>>
/** A database, a store, keys and wires of their own; `attempt` is what the worker does. */
export async function openChannelRig(kind: ChannelKind) {
  const database = await testDatabase()
  const dir = await mkdtemp(join(tmpdir(), 'hub-channel-'))
  const { db } = database
  const store = await openStore({ kind: 'filesystem', directory: join(dir, 'store') })
  const keys = await signingKeys(dir)
  const sealer = await openSealer(dir)
  const outbound = createOutbound({ allow: ['127.0.0.1/32:*'] })
  const clock = { time: Date.parse('2027-01-15T08:00:00Z'), now: () => new Date(clock.time) }
  const person = await addCurator(db)
  // Long enough for a busy machine; a test of a hanging receiver shortens the one that must run out.
  const timeouts = { item: 20_000, ask: 20_000, media: 20_000 }
  // No mail server, until a test starts one.
  const mail: MailConfig = { smtpUrl: null, directory: join(dir, 'mail'), from: 'kho@hub.test' }
  const wires = (signer: SigningKeys = keys, over: Partial<typeof timeouts> = {}): ChannelDeps =>
    createChannels({
      ...{ outbound, keys: signer, publicUrl, clock: { now: () => new Date() }, random: () => 0.5 },
      press: { db, mail, secret: 'mot-bi-mat-cua-kho' },
      timeouts: { ...timeouts, ...over },
    })
  const rig = {
    ...{ db, store, sealer, keys, dir, clock, person, kind, mail },
    channels: wires(),
    wires,
    hasty: (over: Partial<typeof timeouts>) => wires(keys, over),
    /** A channel to this address. */
    async addChannel(address: string, more: { settings?: object; credentials?: object } = {}): Promise<string> {
      const unit = await db.unit.findFirstOrThrow({ where: { code: 'stttt' } })
      const id = newId()
      await db.channel.create({
        data: {
          ...{ id, code: `kenh-${id.slice(-12)}`, name: 'Cổng thử', kind, unitId: unit.id },
          address: address || null,
          settings: more.settings ?? {},
          credentials: more.credentials ? sealer.seal(JSON.stringify(more.credentials)) : null,
        },
      })
      return id
    },
    addAsset: (bytes: Buffer = randomBytes(2000)) => addPicture(db, store, person.id, bytes),
    /** Queues a push and makes its copies, as the worker for media does. */
    async queue(push: Omit<QueuedPush, 'requestedBy' | 'op'> & { op?: 'publish' | 'update' }) {
      const queued = await transaction(db, tx => queueDelivery(tx, { op: 'publish', ...push, requestedBy: person.id }))
      await rig.prepare(queued.id)
      await db.$executeRaw`select graphile_worker.remove_job(${`copies:${queued.id}`})`
      return queued
    },
    prepare: (deliveryId: string, over: { store?: ObjectStore; lastAttempt?: boolean } = {}) =>
      prepareDelivery(
        { deliveryId },
        { db, store, log: quiet, clock, config: { publicUrl }, lastAttempt: false, ...over },
      ),
    /** One attempt, as the worker makes it; its copies are made before, as the worker for media does, but where it is `bare`. */
    async attempt(
      deliveryId: string,
      over: { channels?: ChannelDeps; store?: ObjectStore; signal?: AbortSignal; bare?: boolean } = {},
    ) {
      const { channels, signal } = rig
      if (!over.bare) await rig.prepare(deliveryId)
      await sendDelivery(
        { deliveryId },
        { db, store, sealer, log: quiet, clock, channels, signal, config: { publicUrl }, ...over },
      )
      return rig.delivery(deliveryId)
    },
    /** Turns the clock to the delivery's next attempt and makes it. */
    async nextAttempt(deliveryId: string) {
      const { nextAt } = await rig.delivery(deliveryId)
      clock.time = Math.max(clock.time, nextAt?.getTime() ?? 0)
      return rig.attempt(deliveryId)
    },
    delivery: (id: string) =>
      db.delivery.findUniqueOrThrow({ where: { id }, include: { tries: { orderBy: { at: 'asc' } }, receipts: true } }),
    signal: new AbortController().signal,
    caller: {
      actor: { kind: 'person', id: person.id, name: person.name, hubRoles: ['curator'], memberships: [] },
      origin: { address: null, requestId: null },
    } satisfies Caller as Caller,
    async close() {
      await outbound.close()
      await database.drop()
      await rm(dir, { recursive: true, force: true })
    },
  }
  return rig
}

function addCurator(db: Db) {
  const id = newId()
  return db.person.create({ data: { id, email: `${id}@hub.test`, name: 'Lê Thị Biên Tập', hubRoles: ['curator'] } })
}

/** A picture that is ready, with its `web` and `thumb` renditions; `web` has exactly `bytes`. */
export async function addPicture(db: Db, store: ObjectStore, personId: string, bytes: Buffer, code = 'bao') {
  const unit = await db.unit.findFirstOrThrow({ where: { code } })
  const [assetId, objectId] = [newId(), newId()]
  await db.storedObject.create({
    data: {
      id: objectId,
      key: `objects/00/${objectId}`,
      sha256: createHash('sha256').update(objectId).digest('hex'),
      size: 9n,
      contentType: 'image/jpeg',
    },
  })
  for (const [name, content] of Object.entries({ web: bytes, thumb: randomBytes(100) })) {
    const key = renditionKey(objectId, 1, name)
    const { sha256, size } = await store.put(key, Readable.from([content]))
    await db.rendition.create({
      data: {
        id: newId(),
        objectId,
        recipe: 1,
        name,
        key,
        contentType: 'image/jpeg',
        sha256,
        size: BigInt(size),
        width: 20,
        height: 10,
      },
    })
  }
  await db.asset.create({
    data: {
      ...{ id: assetId, unitId: unit.id, uploadedBy: personId, kind: 'image', file: 'ready', visibility: 'hub' },
      ...{
        title: 'Núi Bà Đen lúc bình minh',
        description: 'Toàn cảnh núi Bà Đen.',
        creator: 'Trần Văn B',
        credit: 'Ảnh: Trần Văn B',
        altText: 'Ngọn núi',
      },
      ...{
        date: new Date('2026-11-20'),
        topics: ['du-lich'],
        tags: ['núi'],
        rightsStatement: 'https://creativecommons.org/licenses/by/4.0/',
        rightsHolder: 'Báo Tây Ninh',
      },
      versions: { create: { id: newId(), number: 1, objectId, fileName: 'nui.jpg', createdBy: personId } },
    },
  })
  return assetId
}
