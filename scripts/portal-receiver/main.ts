import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { cachedKeys } from './cached-keys.ts'
import { startPortalReceiver } from './start-portal-receiver.ts'
import type { Jwks } from './verify-request.ts'

const usage =
  'npm run portal -- --port 4010 --dir DIR --keys URL|FILE [--base https://portal.example] [--moderated] [--callback URL --callback-secret whsec_...] [--flaky 0.1 --seed 7]'
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4010' },
    dir: { type: 'string', default: './data-portal' },
    keys: { type: 'string' },
    base: { type: 'string' },
    moderated: { type: 'boolean', default: false },
    callback: { type: 'string' },
    'callback-secret': { type: 'string' },
    flaky: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
})
if (!values.keys) {
  console.error(usage)
  process.exit(2)
}
const where = values.keys
const fromFile = async () => JSON.parse(await readFile(where, 'utf8')) as Jwks
const receiver = await startPortalReceiver({
  dir: values.dir,
  port: Number(values.port),
  keys: /^https?:/.test(where) ? cachedKeys(where) : fromFile,
  moderated: values.moderated,
  ...(values.callback && values['callback-secret']
    ? { callback: { url: values.callback, secret: values['callback-secret'] } }
    : {}),
  ...(values.flaky ? { flaky: { share: Number(values.flaky), seed: Number(values.seed) } } : {}),
  ...(values.base ? { publicBase: values.base } : {}),
  log: line => console.log(JSON.stringify(line)),
})
console.log(`portal receiver ready at ${receiver.url}`)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => receiver.stop().then(() => process.exit(0)))
