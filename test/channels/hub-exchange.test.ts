import { startPortalReceiver } from '../../scripts/portal-receiver/start-portal-receiver.ts'
import { channelSuite } from '../suites/channel.suite.ts'

channelSuite('hub-exchange', async (dir, keys) => {
  const receiver = await startPortalReceiver({ dir, port: 0, keys: async () => keys.jwks })
  return { ...receiver, address: receiver.url }
})
