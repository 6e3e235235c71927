import type { ChildProcess } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { composeDelivery, fitDeliveries } from '#server/channels/freeze-delivery'
import { lanesOf } from '#server/channels/lanes'
import type { BareItem } from './deliveries-bare.ts'
import { type DeliveryRig, startDeliveryRig } from './delivery-rig.ts'
import { type Bench, benchRow } from './row.ts'

const count = Number(process.env.BENCH_DELIVERIES ?? 1000)
/** Odd, so that one pair stands in the middle. */
const rounds = 5
const lanes = lanesOf({ failuresInRow: 0 })

/** What the hub's order, proof and safety cost against bare requests, and whether a receiver that hangs is felt beside it. */
export const deliveryBenches: readonly Bench[] = [
  { name: 'deliver', group: 'deliveries', run: deliver },
  { name: 'hung-neighbour', group: 'deliveries', run: hungNeighbour },
]

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** The two ways in turns, so that a busy machine hurts both alike; each first once for nothing, as both must be warm. */
async function deliver() {
  const rig = await startDeliveryRig()
  try {
    const [address] = [await rig.receiver(), await rig.worker()]
    const bare = await rig.start('scripts/bench/deliveries-bare.ts', [
      rig.deps.config.dataDir,
      rig.deps.config.publicUrl,
    ])
    const pairs: Pair[] = []
    for (let round = -1; round < rounds; round += 1) {
      const size = round < 0 ? 60 : Math.ceil(count / rounds)
      const channel = await rig.channel(`cong-${round + 1}`, address)
      await rig.queue(channel, size)
      const list = await bareList(rig, address, round, size)
      const own = () => timed(() => rig.release(channel).then(() => rig.published(channel, size)))
      const other = () => runBare(bare, address, list)
      const first = round % 2 === 0 ? await other() : 0
      const ours = await own()
      const reference = first || (await other())
      if (round < 0) continue
      pairs.push({ ours: rate(size, ours), reference: rate(size, reference) })
      console.error(`deliver ${round + 1}: ${rate(size, ours)} of ${rate(size, reference)} items/s`)
    }
    console.error(`deliver with the copies in its time: ${await withCopies(rig, address)} items/s`)
    const { ours, reference } = middle(pairs)
    return benchRow('deliver', ours, reference, 'items/s', 0.7, 'at least')
  } finally {
    await rig.close()
  }
}

/** Where nothing was prepared: the copies are made while others are sent already. No part of the row. */
async function withCopies(rig: DeliveryRig, address: string): Promise<number> {
  const size = Math.ceil(count / rounds)
  const channel = await rig.channel('ca-sao', address)
  await rig.queueUnprepared(channel, size)
  const ms = await timed(async () => {
    await rig.prepare()
    await rig.release(channel)
    await rig.published(channel, size)
  })
  return rate(size, ms)
}

type Pair = { ours: number; reference: number }
/** The pair of the median ratio: one bad moment of a busy machine decides nothing. */
function middle(pairs: readonly Pair[]): Pair {
  const sorted = [...pairs].sort((a, b) => a.ours / a.reference - b.ours / b.reference)
  return sorted[(sorted.length - 1) / 2]!
}

const rate = (items: number, ms: number) => Number(((items * 1000) / ms).toPrecision(3))

/** Bytes as the hub composes them, of other items, in a file for the bare process. */
async function bareList({ deps, ...rig }: DeliveryRig, address: string, round: number, size: number): Promise<string> {
  const ids = await rig.queue(await rig.channel(`tran-${round + 1}`, address), size)
  const rows = await deps.db.delivery.findMany({
    where: { id: { in: ids } },
    include: { channel: true, members: true },
  })
  const takes = { maxItemBytes: 2e6, maxMediaBytes: 2e9, partBytes: 16e6, mediaTypes: 'any' } as const
  const items: BareItem[] = []
  for (const row of rows) {
    const [fitted] = await fitDeliveries(deps.db, [{ row, takes }], deps.config.publicUrl)
    const frozen = fitted && 'facts' in fitted ? composeDelivery({ row, takes }, fitted) : null
    if (!frozen || 'kind' in frozen) throw new Error('an item cannot be composed')
    const files = await deps.db.rendition.findMany({
      where: { object: { versions: { some: { assetId: row.assetId } } } },
      orderBy: { size: 'desc' },
    })
    const media = files.map(({ sha256, key, size, contentType }) => {
      return { sha256, contentType, size: Number(size), path: join(deps.config.dataDir, 'store', key) }
    })
    items.push({ id: row.assetId, body: frozen.body.toString('utf8'), media })
  }
  const file = join(rig.folder, `bare-${round + 1}.json`)
  await writeFile(file, JSON.stringify(items))
  return file
}

function runBare(bare: ChildProcess, address: string, list: string): Promise<number> {
  return new Promise((resolve, reject) => {
    bare.once('message', message => resolve((message as { ms: number }).ms))
    bare.once('exit', code => reject(new Error(`bare ended (${code})`)))
    bare.send({ address, list, lanes })
  })
}

/** Items on one channel, alone and while five hundred wait for a receiver that takes requests and never answers, in turns. */
async function hungNeighbour() {
  const rig = await startDeliveryRig()
  try {
    const [address, hung] = [await rig.receiver(), await rig.receiver()]
    await rig.worker()
    await fetch(new URL('/control/fail', hung), {
      method: 'POST',
      body: JSON.stringify({ mode: 'hang', times: 1_000_000 }),
    })
    const neighbour = await rig.channel('treo', hung)
    await rig.queue(neighbour, Math.ceil(count / 2))
    const size = Math.ceil(count / 5)
    let round = 0
    const run = async (beside: boolean) => {
      const channel = await rig.channel(`canh-${round++}`, address)
      await rig.queue(channel, size)
      if (beside) await rig.release(neighbour)
      const ms = await timed(() => rig.release(channel).then(() => rig.published(channel, size)))
      if (beside) await rig.hold(neighbour)
      console.error(`hung-neighbour: ${beside ? 'beside' : 'alone'} ${Math.round(ms)} ms`)
      return ms
    }
    // Warms up.
    await run(false)
    const pairs: Pair[] = []
    while (pairs.length < rounds - 2) {
      const first = pairs.length % 2 === 0
      const one = await run(first)
      const other = await run(!first)
      pairs.push(first ? { ours: one, reference: other } : { ours: other, reference: one })
    }
    const { ours, reference } = middle(pairs)
    return benchRow('hung-neighbour', ours, reference, 'ms', 1.1)
  } finally {
    await rig.close()
  }
}
