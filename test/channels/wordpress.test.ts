import { describe } from 'vitest'
import { channelSuite } from '../suites/channel.suite.ts'
import { openWordpress, realWordpress } from './real-wordpress.ts'

describe.skipIf(!realWordpress)('on a real WordPress (scripts/wordpress-test-server.sh)', () => {
  channelSuite('wordpress', openWordpress)
})
