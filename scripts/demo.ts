import { randomBytes } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { readConfig } from '#server/platform/config'
import { freePort } from '#server/platform/embedded-postgres'
import { demoAccounts } from './demo/demo-accounts.ts'
import { demoTable } from './demo/demo-table.ts'
import { runDemo } from './demo/run-demo.ts'
import { makeDemoMedia } from './demo-media.ts'
import { cachedKeys } from './portal-receiver/cached-keys.ts'
import { startPortalReceiver } from './portal-receiver/start-portal-receiver.ts'
import { startHub } from './start-hub.ts'

// The whole road on a hub of its own: real media, the public API, a real receiver on loopback. `-- --exit` stops afterwards.
const dataDir = resolve('data-demo')
await rm(dataDir, { recursive: true, force: true })
await mkdir(dataDir)
const [port, portalPort] = [await freePort(), await freePort()]
// One passphrase for every account of this run: the hub listens on loopback only.
const password = `demo-${randomBytes(9).toString('base64url')}`
const env = {
  ...process.env,
  HUB_DATA_DIR: dataDir,
  HUB_PORT: String(port),
  HUB_PUBLIC_URL: '',
  HUB_BIND: '',
  DATABASE_URL: '',
  S3_ENDPOINT: '',
  S3_BUCKET: '',
  HUB_LOG_LEVEL: process.env.HUB_LOG_LEVEL ?? 'warn',
  HUB_ADMIN_EMAIL: demoAccounts.admin.email,
  HUB_ADMIN_PASSWORD: password,
  HUB_OUTBOUND_ALLOW: `127.0.0.1/32:${portalPort}`,
}

const say = (text: string) => console.log(`demo: ${text}`)
say('making photos, a brochure and a film')
const making = makeDemoMedia(join(dataDir, 'media'))
const [hub, items] = await Promise.all([startHub(readConfig(env), env), making])
const keys = cachedKeys(`${hub.url}/.well-known/hub-keys.json`)
const portal = await startPortalReceiver({ dir: join(dataDir, 'portal'), port: portalPort, keys })
let stopping = false
const stop = async (code: number) => {
  if (stopping) return
  stopping = true
  await portal.stop()
  await hub.stop()
  process.exit(code)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0))

try {
  const result = await runDemo({ hubUrl: hub.url, portalUrl: portal.url, password, items, say })
  console.log(`\n${demoTable(result)}\n`)
  console.log(`hub      ${hub.url}\nportal   ${new URL('/', portal.url).href}\npassword ${password}`)
  for (const account of Object.values(demoAccounts)) console.log(`  ${account.email.padEnd(24)} ${account.name}`)
  const { uploaded, ready, delivered, receipts, failed } = result.counts
  console.log(
    `\ndemo: ${uploaded} uploaded, ${ready} ready, ${delivered} delivered, ${receipts} receipts, ${failed} failed`,
  )
  const whole = failed === 0 && ready === uploaded && delivered === uploaded && receipts >= uploaded
  if (process.argv.includes('--exit') || !whole) await stop(whole ? 0 : 1)
  else console.log('demo: the hub stays up to look around in; Ctrl-C stops it')
} catch (error) {
  console.error(error)
  await stop(1)
}
