import { openDeps } from '#server/deps'
import { readConfig } from '#server/platform/config'
import { onStop } from '#server/platform/on-stop'
import { startEnv } from '#server/platform/start-env'
import { sweepDead } from '#server/platform/work-folder'
import { decoderNet } from './renditions/decoder-net.ts'
import { startWorker } from './start-worker.ts'

// The scripts that fluent-ffmpeg takes for its tools know it only by the environment. Nothing of before is left while jobs run.
process.env.HUB_DECODER_NET = decoderNet()
await sweepDead()
const deps = await openDeps(readConfig(await startEnv()), 'worker', 40, true)
const worker = await startWorker(deps)
deps.log.info({ event: 'worker.ready', roles: deps.config.roles, decoderNet: decoderNet() })
process.send?.({ ready: true })
onStop(async () => {
  await worker.stop()
  await deps.close()
})
