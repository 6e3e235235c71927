import { createHash } from 'node:crypto'
import { mkdir, realpath } from 'node:fs/promises'
import { createServer } from 'node:net'

/**
 * Takes a data directory for this process. The lock is a name in Linux's abstract socket space: the kernel gives it back the moment
 * the process ends, however it ends, so a `kill -9` never leaves a stale lock. Returns null where another hub holds it.
 */
export async function lockDataDir(dataDir: string): Promise<{ release(): Promise<void> } | null> {
  await mkdir(dataDir, { recursive: true, mode: 0o750 })
  const name = createHash('sha256')
    .update(await realpath(dataDir))
    .digest('hex')
    .slice(0, 32)
  const server = createServer(socket => socket.destroy())
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(`\0media-hub-${name}`, resolve))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return null
    throw error
  }
  server.unref()
  return { release: () => new Promise(resolve => server.close(() => resolve())) }
}
