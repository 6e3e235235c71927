/**
 * How Node runs a process of the hub: docs/decisions/0030-small-processes.md says what each is worth. V8 takes these on the command
 * line alone, not in NODE_OPTIONS; docker-compose.yml and the Dockerfile name the same ones.
 */
export const processFlags: readonly string[] = ['--max-semi-space-size=4', '--optimize-for-size', '--import', 'tsx']

/**
 * A worker is compiled for speed (a delivery costs 12 ms of its time instead of 19), and its young objects get room, as bytes of files
 * that travel are many and short-lived. The bound on the old ones keeps V8 from filling a large machine before it cleans up.
 */
export const workerFlags: readonly string[] = ['--max-semi-space-size=8', '--max-old-space-size=512', '--import', 'tsx']

/** What the C library is told: freed memory of many small heaps, one a thread, is never given back (mallopt(3)). */
export const processEnv = { MALLOC_ARENA_MAX: '2' } as const
