/**
 * How Node runs a process of the hub: docs/decisions/0030-small-processes.md says what each is worth. V8 takes these on the command
 * line alone, not in NODE_OPTIONS; docker-compose.yml and the Dockerfile name the same ones.
 */
export const processFlags: readonly string[] = ['--max-semi-space-size=4', '--optimize-for-size', '--import', 'tsx']

/**
 * A worker's young objects get room: with 4 MB a fifth of what a delivery costs it was the collector's, as bytes of files that travel
 * are many and short-lived.
 */
export const workerFlags: readonly string[] = processFlags.map(flag =>
  flag.startsWith('--max-semi-space-size') ? '--max-semi-space-size=16' : flag,
)

/** What the C library is told: freed memory of many small heaps, one a thread, is never given back (mallopt(3)). */
export const processEnv = { MALLOC_ARENA_MAX: '2' } as const
