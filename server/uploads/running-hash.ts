import { createHash, type Hash } from 'node:crypto'

type Running = { hash: Hash; offset: number }

/**
 * SHA-256 of uploads as their bytes come in, for as long as one process receives them without a gap. A process that was restarted,
 * or that takes over from another, knows nothing: the job then reads the file. Keeps the newest `most` uploads.
 */
export function runningHashes(most = 2_000) {
  const running = new Map<string, Running>()
  return {
    /** Takes the hash of the first `offset` bytes out of the table, or null where it is not known. `give` puts it back. */
    take(id: string, offset: number): Hash | null {
      if (offset === 0) return createHash('sha256')
      const found = running.get(id)
      running.delete(id)
      return found?.offset === offset ? found.hash : null
    },
    give(id: string, hash: Hash, offset: number): void {
      running.set(id, { hash, offset })
      const [oldest] = running.keys()
      if (running.size > most && oldest !== undefined) running.delete(oldest)
    },
    /** The digest of all `size` bytes as lower-case hex, once; null where it is not known. */
    end(id: string, size: number): string | null {
      const found = running.get(id)
      running.delete(id)
      return found?.offset === size ? found.hash.digest('hex') : null
    },
    forget: (id: string) => void running.delete(id),
  }
}
export type RunningHashes = ReturnType<typeof runningHashes>
