import { channelSuite, type Remote } from '../suites/channel.suite.ts'
import { plannedFaults } from '../support/planned-faults.ts'
import { startSuperdeskReceiver } from '../support/superdesk-receiver.ts'

const key = 'khoa-chung-hai-ben'

for (const ninjs of ['superdesk', '3.1'] as const) {
  channelSuite('superdesk-ninjs', () => openReceiver(ninjs), {
    ways: { asks: false, accepted: 200, keepsMedia: true },
    name: `superdesk-ninjs (${ninjs})`,
  })
}

/** A receiver with a line before it that fails as planned. */
async function openReceiver(ninjs: 'superdesk' | '3.1'): Promise<Remote> {
  const receiver = await startSuperdeskReceiver(key, { ninjs })
  const line = await plannedFaults(receiver.url, ({ method, path }) => {
    if (method !== 'POST') return null
    return path === '/push_binary' ? 'media' : 'item'
  })
  return {
    // A withdrawal is an item like another: the test that fails it has nothing else under way.
    fail: failure => line.fail(failure.op === 'withdrawal' ? { ...failure, op: 'item' } : failure),
    recover: line.recover,
    address: `${line.url}/push`,
    settings: { ninjs, page: 'https://tin.example/wire?item={id}' },
    credentials: { key },
    items: () =>
      [...receiver.items].map(([name, item]) => ({
        id: name.replace('urn:uuid:', ''),
        version: Number(item.version),
        state: (item.pubstatus ?? item.pubStatus) === 'canceled' ? 'withdrawn' : 'published',
      })),
    media: async () => [...receiver.files.keys()],
    async stop() {
      await line.stop()
      await receiver.stop()
    },
  }
}
