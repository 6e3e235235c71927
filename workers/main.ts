import { openDeps } from '#server/deps'
import { readConfig } from '#server/platform/config'
import { onStop } from '#server/platform/on-stop'
import { startEnv } from '#server/platform/start-env'
import { startWorker } from './start-worker.ts'

const deps = await openDeps(readConfig(await startEnv()), 'worker', 40, true)
const worker = await startWorker(deps)
deps.log.info({ event: 'worker.ready', roles: deps.config.roles })
process.send?.({ ready: true })
onStop(async () => {
  await worker.stop()
  await deps.close()
})
