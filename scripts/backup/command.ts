import { readdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Config } from '#server/platform/config'
import { lockDataDir } from '#server/platform/data-dir-lock'
import { openStore } from '#server/storage/open-store'
import { openHubCluster } from '../open-hub-database.ts'
import { Refused } from '../refused.ts'
import { backupHub } from './backup-hub.ts'
import { restoreHub } from './restore-hub.ts'
import { proveObjects, proveSnapshot } from './verify-backup.ts'

/** The lines of hubctl's usage about backups. */
export const backupUsage = `  backup FOLDER [--without-objects]
                            back up rows, objects and sealed secrets; may run while the hub runs; objects are copied once
  backup verify FOLDER      prove the newest snapshot (or the one named): rows, list, secrets and every object's hash
  restore FOLDER            restore the newest snapshot (or the one named) into an empty hub
                            all three read the passphrase from HUB_BACKUP_PASSPHRASE`

const shortest = 12

/** The backup commands of hubctl: words -> what runs them, or null where the words are not theirs. Resolves to the exit code. */
export function backupCommand(
  words: readonly string[],
): ((config: Config, passphrase?: string) => Promise<number>) | null {
  const [first, second, third, ...rest] = words
  if (rest.length > 0) return null
  if (first === 'backup' && second === 'verify' && third) return (_, passphrase) => verify(third, checked(passphrase))
  if (first === 'backup' && second && second !== 'verify' && (!third || third === '--without-objects'))
    return (config, passphrase) => backup(config, second, checked(passphrase), !third)
  if (first === 'restore' && second && !third)
    return (config, passphrase) => restore(config, second, checked(passphrase))
  return null
}

function checked(passphrase: string | undefined): string {
  if ((passphrase ?? '').length < shortest)
    throw new Refused(
      `HUB_BACKUP_PASSPHRASE seals the secrets: set it to at least ${shortest} characters, and keep it where the backup is not`,
    )
  return passphrase!
}

async function backup(config: Config, target: string, passphrase: string, objects: boolean): Promise<number> {
  const cluster = await openHubCluster(config)
  try {
    const store = await openStore(config.store)
    const options = { ownerUrl: cluster.ownerUrl, store, dataDir: config.dataDir, target: resolve(target), passphrase }
    const { folder, manifest } = await backupHub({ ...options, objects, tell })
    await proveSnapshot(folder, passphrase)
    tell(`snapshot ${folder} is complete; its audit head is ${manifest.audit.seq}:${manifest.audit.hash}`)
    return manifest.missing.length > 0 ? 1 : 0
  } finally {
    await cluster.close()
  }
}

async function verify(target: string, passphrase: string): Promise<number> {
  const folder = await snapshotAt(target)
  const proved = await proveSnapshot(folder, passphrase)
  const bad = await proveObjects(folder, proved)
  for (const key of bad) console.error(`MISSING or damaged in the backup: ${key}`)
  tell(`${folder}: ${proved.manifest.tables.length} tables, ${proved.objects.length} objects, ${bad.length} bad`)
  return bad.length > 0 ? 1 : 0
}

async function restore(config: Config, target: string, passphrase: string): Promise<number> {
  const lock = await lockDataDir(config.dataDir)
  if (!lock) throw new Refused('a hub runs on this data directory: stop it first')
  await lock.release()
  const cluster = await openHubCluster(config, { make: true })
  try {
    const store = await openStore(config.store)
    const snapshot = await snapshotAt(target)
    const { missing } = await restoreHub({
      ownerUrl: cluster.ownerUrl,
      store,
      dataDir: config.dataDir,
      snapshot,
      passphrase,
      tell,
    })
    for (const key of missing) console.error(`MISSING or damaged in the backup: ${key}`)
    tell('restored; start the hub with `npm start`, then prove it with `npm run hubctl -- verify`')
    return missing.length > 0 ? 1 : 0
  } finally {
    await cluster.close()
  }
}

/** A snapshot's own folder, or the newest one of a backup's folder. */
async function snapshotAt(target: string): Promise<string> {
  const folder = resolve(target)
  if (basename(dirname(folder)) === 'snapshots') return folder
  const names = await readdir(join(folder, 'snapshots')).catch(error => {
    throw new Refused(`no backup stands at ${folder}`, { cause: error })
  })
  const newest = names
    .filter(name => !name.startsWith('.'))
    .sort()
    .at(-1)
  if (!newest) throw new Refused(`no complete snapshot stands at ${folder}`)
  return join(folder, 'snapshots', newest)
}

function tell(line: string): void {
  console.log(line)
}
