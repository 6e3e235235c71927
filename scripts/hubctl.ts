import { open } from 'node:fs/promises'
import { verifyChain } from '#server/audit/verify-chain'
import { verifyObjects } from '#server/fixity/verify-objects'
import { type Config, ConfigError, readConfig } from '#server/platform/config'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { reindexAll } from '#server/search/reindex-all'
import { tellSearch } from '#server/search/tell-search'
import { openStore } from '#server/storage/open-store'
import { erasePerson } from '#server/units/erase-person'
import { exportPerson } from '#server/units/export-person'
import { backupCommand, backupUsage } from './backup/command.ts'
import { SealBroken } from './backup/sealed-secrets.ts'
import { importCommand, importUsage } from './import/command.ts'
import { openHubDatabase } from './open-hub-database.ts'
import { Refused } from './refused.ts'

const usage = `usage: npm run hubctl -- COMMAND
  verify                    everything below, as 'verify all'
  verify audit [SEQ:HASH]   prove the chain of the audit; with a head noted earlier, that it is still in the chain
  verify objects            read every stored file and prove its SHA-256; compare rows with files both ways. Changes nothing.
                            Ends with 1 where a file is damaged or missing, with 3 where only some are nobody's
  verify all [SEQ:HASH]     both
  reindex                   have everything indexed for the search anew; the workers do it, searches go on
  search                    who answers searches, what the engine has yet to hear of, what the last nights' comparisons found
  person export EMAIL FILE  write everything the hub holds about a person to a new file (JSON)
  person erase EMAIL        erase a person: their acts stay, under a pseudonym; there is no way back
${importUsage}
${backupUsage}`

async function main(words: string[]): Promise<number> {
  const command = commandOf(words)
  const ofBackup = backupCommand(words)
  const ofImport = importCommand(words)
  if (!command && !ofBackup && !ofImport) {
    console.error(usage)
    return 2
  }
  try {
    const config = readConfig(process.env)
    if (ofImport) return await ofImport(config)
    if (ofBackup) return await ofBackup(config, process.env.HUB_BACKUP_PASSPHRASE)
    const { db, close } = await openHubDatabase(config)
    return await command!({ db, config }).finally(close)
  } catch (error) {
    if (told.some(kind => error instanceof kind)) console.error(`hubctl: ${(error as Error).message}`)
    else console.error(error)
    return 1
  }
}

/** Errors whose sentence is for the person at the keyboard. */
const told = [ConfigError, Refused, SealBroken]

type Context = { db: Db; config: Config }
type Command = (context: Context) => Promise<number>

function commandOf([first, second, email, file, ...rest]: string[]): Command | null {
  if (rest.length > 0) return null
  if (first === 'verify' && !file) return verifyCommand(second ?? 'all', email)
  if (first === 'reindex' && !second) return ({ db }) => reindex(db)
  if (first === 'search' && !second) return printSearch
  if (first !== 'person' || !email) return null
  if (second === 'export' && file) return ({ db }) => exportTo(db, email, file)
  if (second === 'erase' && !file) return ({ db }) => erase(db, email)
  return null
}

function verifyCommand(what: string, noted: string | undefined): Command | null {
  const head = /^\d+:[0-9a-f]{64}$/
  // As it was before there were files to verify: a head alone is one of the audit.
  if (head.test(what) && !noted) return ({ db }) => verifyAudit(db, what)
  if (noted !== undefined && !head.test(noted)) return null
  if (what === 'audit') return ({ db }) => verifyAudit(db, noted)
  if (what === 'objects' && !noted) return printObjects
  if (what !== 'all') return null
  return async context => {
    const [audit, objects] = [await verifyAudit(context.db, noted), await printObjects(context)]
    return audit || objects
  }
}

// Not 1: a file that is being taken at this moment has no row yet, and a timer that runs this may want to look twice.
const exitOfOrphans = 3

async function printObjects({ db, config }: Context): Promise<number> {
  const store = await openStore(config.store)
  const found = await verifyObjects({ db, store }, line => console.error(line))
  console.log(`files proved: ${found.proved} (${found.bytes} bytes)`)
  console.log(`files in the store that no row names: ${found.orphans} (${found.orphanBytes} bytes)`)
  if (found.broken > 0) {
    console.error(`DAMAGED OR MISSING: ${found.broken}; docs/storage.md says what to do`)
    return 1
  }
  console.log('every row has its bytes, and they are what was acknowledged')
  if (found.orphans === 0) return 0
  console.error(`NOBODY'S: ${found.orphans}; nothing is lost, docs/storage.md says what they are`)
  return exitOfOrphans
}

async function verifyAudit(db: Db, noted: string | undefined): Promise<number> {
  const { head, read, erased, broken, waiting } = await verifyChain(db)
  console.log(`links proved: ${read}, of which ${erased} speak of people who were erased`)
  console.log(`entries not linked yet: ${waiting}`)
  console.log(`head: ${head.seq}:${head.hash}${head.at ? `, written ${head.at}` : ''}`)
  if (broken) {
    console.error(`BROKEN at link ${broken.seq}, entry ${broken.entryId}: ${broken.reason}`)
    return 1
  }
  const [seq = '0', hash] = noted?.split(':') ?? []
  if (hash && (await db.auditLink.count({ where: { seq: BigInt(seq), hash } })) === 0) {
    console.error(`BROKEN: the noted head ${noted} is not in the chain: it was cut or written anew`)
    return 1
  }
  console.log('the chain holds')
  return 0
}

async function exportTo(db: Db, email: string, file: string): Promise<number> {
  const id = await idOf(db, email)
  // Personal data: for the one who asked, and never over another file. The file first: an export that nobody gets is no act.
  const out = await open(file, 'wx', 0o600).catch(error => {
    throw new Refused(`cannot write ${file}: ${error.code === 'EEXIST' ? 'it is there already' : error.message}`)
  })
  const data = await exportPerson(db, 'system', id)
  await out.writeFile(`${JSON.stringify(data, null, 2)}\n`)
  await out.close()
  console.log(`wrote ${file}: ${data.acts.length} acts`)
  return 0
}

async function reindex(db: Db): Promise<number> {
  console.log(`${await reindexAll(db)} items will be indexed anew, the newest first`)
  return 0
}

async function printSearch({ db, config }: Context): Promise<number> {
  const { lines, healthy } = await tellSearch(db, config.engine)
  for (const line of lines) console.log(line)
  return healthy ? 0 : 1
}

async function erase(db: Db, email: string): Promise<number> {
  const id = await idOf(db, email)
  await erasePerson(db, 'system', id).catch(error => {
    if (!(error instanceof ProblemError)) throw error
    throw new Refused('the last administrator cannot be erased')
  })
  console.log(`erased person ${id}; their acts stay`)
  return 0
}

async function idOf(db: Db, email: string): Promise<string> {
  const person = await db.person.findUnique({
    where: { email: email.normalize('NFC').toLowerCase() },
    select: { id: true },
  })
  if (!person) throw new Refused('nobody has this address')
  return person.id
}

// Last: what stands above it (classes, constants) must be there when it runs.
process.exitCode = await main(process.argv.slice(2))
