import { totalmem } from 'node:os'

/** What the embedded Postgres is started with; one that is not `durable` (tests) loses what a crash of the machine takes. */
export function clusterSettings(port: number, durable: boolean): string[] {
  return [
    ...['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories=', 'max_connections=120'],
    ...(durable
      ? [`shared_buffers=${sharedMegabytes()}MB`]
      : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ]
}

/**
 * Pages that Postgres holds itself: an eighth of the memory, at most 1 GB (the manual's quarter is for a machine of its own). With its
 * default of 128 MB a search over 100,000 items copies most pages in from the system, each time anew.
 */
function sharedMegabytes(): number {
  // A container's limit; where there is none the number is 0 or larger than the machine.
  const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)
  return Math.min(1_024, Math.max(128, Math.floor(memory / 8 / 2 ** 20)))
}
