import { open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Waits until this process alone holds the lock of this name on this machine, and resolves with what gives it back: test files run
 * beside each other, and some share one real server. A lock whose process is dead is nobody's.
 */
export async function takeLock(name: string): Promise<() => Promise<void>> {
  const file = join(tmpdir(), `hub-test-${name}.lock`)
  for (;;) {
    try {
      const handle = await open(file, 'wx')
      await handle.writeFile(String(process.pid))
      await handle.close()
      return () => rm(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if (await isStale(file)) await rm(file, { force: true })
      else await new Promise(resolve => setTimeout(resolve, 50))
    }
  }
}

async function isStale(file: string): Promise<boolean> {
  const pid = Number(await readFile(file, 'utf8').catch(() => ''))
  // Empty: it is being written, or was just given back.
  if (!pid) return false
  try {
    process.kill(pid, 0)
    return false
  } catch {
    return true
  }
}
