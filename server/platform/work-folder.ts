import { readFileSync } from 'node:fs'
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises'
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

/** Removes what killed workers left: the folder's name holds the process id. */
async function sweepDead(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(/^hub-work-(\d+)-/.exec(name)?.[1])
    if (pid && !isAlive(pid)) await rm(join(tmpdir(), name), { recursive: true, force: true })
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
