/**
 * Runs `stop` once when this process shall end: SIGTERM, SIGINT, or its supervisor is gone (the IPC channel closed), also after a
 * `kill -9` of it. Exits 0 afterwards, 1 where stopping failed or took longer than 30 s.
 */
export function onStop(stop: () => Promise<void>): void {
  let stopping = false
  const run = () => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), 30_000).unref()
    stop().then(
      () => process.exit(0),
      error => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', run)
  process.on('SIGINT', run)
  process.on('disconnect', run)
}
