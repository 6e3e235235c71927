import { createServer } from 'vite'
import { readConfig } from '#server/platform/config'
import { type RunningHub, startHub } from './start-hub.ts'

// The hub with Vite in front of it: the web reloads by itself, and a change below server/ or workers/ restarts both processes.
const config = readConfig({ HUB_LOG_LEVEL: 'warn', ...process.env })
const vite = await createServer()
await vite.listen()
const web = vite.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? 'http://127.0.0.1:5173'
let hub: RunningHub | null = null
let stopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0))

try {
  hub = await startHub({ ...config, publicUrl: web }, process.env)
  if (stopping) await end(0)
  if (hub.administrator) console.log(`administrator: ${hub.administrator.email} ${hub.administrator.password ?? ''}`)
  console.log(`hub ready at ${web} (API on 127.0.0.1:${config.port})`)
  watchCode(hub)
} catch (error) {
  console.error(error)
  await end(1)
}

/** One restart for a burst of changes: an editor that saves ten files saves once. */
function watchCode(running: RunningHub): void {
  let waiting: NodeJS.Timeout | undefined
  vite.watcher.add(['server', 'workers'])
  vite.watcher.on('all', (_event, file) => {
    if (!/(^|\/)(server|workers)\/.*\.(ts|sh|txt)$/.test(file)) return
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      console.log(`${file} changed: restarting`)
      running.restart()
    }, 200)
  })
}

// Ctrl-C may come before the hub is ready: then it stops as soon as it is.
async function stop(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  if (hub) await end(code)
}

async function end(code: number): Promise<void> {
  await vite.close()
  await hub?.stop()
  process.exit(code)
}
