import { createServer, type Server } from 'node:http'
import { createApp } from '#server/http/app'
import { readConfig } from '#server/platform/config'
import { onStop } from '#server/platform/on-stop'
import { startEnv } from '#server/platform/start-env'
import { freeDeadWorkers } from '#server/queue/worker-process'
import { openServerDeps, type ServerDeps } from './server-deps.ts'

/** An upload of hours is fine, silence is not: a line on which nothing moves is cut after two minutes. */
const idleMs = 120_000
const drainMs = 20_000
/** Upload-Metadata holds a description of 5,000 Vietnamese letters in base64. */
const maxHeaderSize = 65_536
let draining = false

const deps = await openServerDeps(readConfig(await startEnv()), 'server', 16)
const server = createServer(
  { maxHeaderSize },
  createApp(deps, () => draining),
)
server.requestTimeout = 0
server.headersTimeout = 30_000
server.timeout = idleMs
server.keepAliveTimeout = 15_000
await listen(server, deps)
const sweep = setInterval(() => void freeJobs(deps), 10_000)
deps.log.info({ event: 'server.ready', port: deps.config.port, bind: deps.config.bind })
process.send?.({ ready: true })
onStop(async () => {
  draining = true
  clearInterval(sweep)
  // Streams never end by themselves; browsers come back to the process that takes over.
  await deps.events.close()
  await closeServer(server)
  await deps.close()
})

/** A hub that was killed may leave its port for a moment: wait for it. */
async function listen(server: Server, { config, log }: ServerDeps): Promise<void> {
  const deadline = Date.now() + 20_000
  for (;;) {
    try {
      return await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(config.port, config.bind, () => {
          server.off('error', reject)
          resolve()
        })
      })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || Date.now() > deadline) throw error
      log.warn({ event: 'server.port-busy', port: config.port })
      await new Promise(resolve => setTimeout(resolve, 500))
    }
  }
}

async function freeJobs({ db, log }: ServerDeps): Promise<void> {
  try {
    const freed = await freeDeadWorkers(db)
    if (freed.length > 0) log.warn({ event: 'queue.freed-dead-workers', workers: freed })
  } catch (error) {
    log.error({ event: 'queue.sweep-failed', error })
  }
}

/** Takes no new request, lets those under way end, and cuts what is left after 20 s. */
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise(resolve => server.close(resolve))
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), drainMs)
  await closed
  clearTimeout(cut)
}
