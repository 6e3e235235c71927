import { ConfigError, readConfig } from '#server/platform/config'
import { DataDirInUse, type RunningHub, startHub } from './start-hub.ts'

let hub: RunningHub | null = null
let stopping = false

// Ctrl-C may come before the hub is ready: then it stops as soon as it is.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())

try {
  const started = await startHub(readConfig(process.env), process.env)
  hub = started
  if (stopping) await end()
  if (started.administrator) {
    console.log(`administrator: ${started.administrator.email}`)
    if (started.administrator.password)
      console.log(`one-time password: ${started.administrator.password}  (shown this once)`)
  }
  console.log(`hub ready at ${started.url}`)
} catch (error) {
  console.error(
    error instanceof ConfigError || error instanceof DataDirInUse ? `cannot start: ${error.message}` : error,
  )
  process.exit(1)
}

async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  console.log('stopping ...')
  if (hub) await end()
}

async function end(): Promise<void> {
  await hub?.stop()
  process.exit(0)
}
