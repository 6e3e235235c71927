import { startPortalReceiver } from '../../scripts/portal-receiver/start-portal-receiver.ts'
import { channelSuite } from '../suites/channel.suite.ts'

channelSuite(
  'hub-exchange',
  async (dir, keys) => {
    const receiver = await startPortalReceiver({ dir, port: 0, keys: async () => keys.jwks })
    const fail: typeof receiver.fail = rule => receiver.fail(rule)
    return {
      ...receiver,
      fail: ({ mode, ...rule }) => mode !== 'repeat' && fail({ mode, ...rule }),
      address: receiver.url,
    }
  },
  { repeats: false },
)
