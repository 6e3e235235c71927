import { readFileSync } from 'node:fs'
import { chown, mkdtemp, readdir, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const prefix = 'hub-work-'

/** The account that decoders run as when the worker is root, as confine.sh chooses it; null otherwise. */
export function decoderAccount(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(row => row.split(':'))
  const account = accounts.find(row => row[0] === 'hubmedia') ?? accounts.find(row => row[0] === 'nobody')
  if (!account) throw new Error('neither hubmedia nor nobody is in /etc/passwd: decoders have no user to run as')
  return { uid: Number(account[2]), gid: Number(account[3]) }
}

/** Runs `work` with a folder that nobody but the decoders' account enters, and takes it away afterwards, whatever happened. */
export async function withWorkFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  swept ??= sweepDead()
  await swept
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`))
  try {
    const account = decoderAccount()
    if (account) await chown(folder, account.uid, account.gid)
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

let swept: Promise<void> | null = null

/**
 * Ends and removes what killed workers left: the folder's name holds the process id. Tools die with their worker (confine.sh), but what
 * they started themselves may not.
 */
export async function sweepDead(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(/^hub-work-(\d+)-/.exec(name)?.[1])
    // Our own number: from before. In a container every worker has the same.
    if (!pid || (pid !== process.pid && isAlive(pid))) continue
    const folder = join(tmpdir(), name)
    await killInside(folder)
    await rm(folder, { recursive: true, force: true })
  }
}

/** Kills every process that works in the folder. Where there is no /proc nothing is known of any. */
async function killInside(folder: string): Promise<void> {
  for (const name of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name)) continue
    const at = await readlink(`/proc/${name}/cwd`).catch(() => null)
    if (at !== folder && !at?.startsWith(`${folder}/`)) continue
    try {
      process.kill(Number(name), 'SIGKILL')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another user's process is alive too, and its folder not ours to take.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
