import { createServer } from 'vite'
import { readConfig } from '#server/platform/config'
import { startHub } from './start-hub.ts'

// The hub with its processes restarted at each change, and Vite in front of it with hot reload.
const config = readConfig({ HUB_LOG_LEVEL: 'warn', ...process.env })
const vite = await createServer()
await vite.listen()
const web = vite.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? 'http://127.0.0.1:5173'
const hub = await startHub({ ...config, publicUrl: web }, process.env, true)
if (hub.administrator) console.log(`administrator: ${hub.administrator.email} ${hub.administrator.password ?? ''}`)
console.log(`hub ready at ${web} (API on 127.0.0.1:${config.port})`)
let stopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, async () => {
    if (stopping) return
    stopping = true
    await vite.close()
    await hub.stop()
    process.exit(0)
  })
}
