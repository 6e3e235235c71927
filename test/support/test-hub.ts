import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HubRole, UnitRole } from '#contracts/values'
import { createApp } from '#server/http/app'
import { createPerson } from '#server/identity/create-person'
import { readConfig } from '#server/platform/config'
import { transaction } from '#server/platform/db'
import { freePort } from '#server/platform/embedded-postgres'
import { newId } from '#server/platform/new-id'
import { openServerDeps, type ServerDeps } from '#server/server-deps'
import { startWorker } from '#workers/start-worker'
import { type TestClient, testClient } from './test-client.ts'
import { testDatabase } from './test-database.ts'

export const password = 'mot-mat-khau-thu-nghiem-dai'
export type Roles = { hubRoles?: HubRole[]; memberships?: { unit: string; role: UnitRole }[] }
export type TestHub = {
  url: string
  deps: ServerDeps
  /** A client that nobody is signed in with. */
  anonymous: TestClient
  /** Adds a person with these roles and signs in. */
  person(name: string, roles: Roles): Promise<TestClient>
  /** Waits until no job is due or running. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** A whole hub in this process on a port of its own: a cloned database, a filesystem store in a temp folder, real HTTP; with its worker where asked. */
export async function startTestHub(options: { worker?: boolean; env?: Record<string, string> } = {}): Promise<TestHub> {
  const database = await testDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'hub-data-'))
  const port = await freePort()
  const env = {
    HUB_DATA_DIR: dataDir,
    HUB_PORT: String(port),
    HUB_LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
    DATABASE_URL: database.ownerUrl,
    DATABASE_APP_URL: database.appUrl,
  }
  const deps = await openServerDeps(readConfig({ ...env, ...options.env }), 'test', 32)
  const server = createServer({ maxHeaderSize: 65_536 }, createApp(deps))
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const worker = options.worker ? await startWorker(deps) : null
  return {
    url,
    deps,
    anonymous: testClient(url),
    person: (name, roles) => addPerson(deps, url, name, roles),
    idle: () => idle(deps),
    async close() {
      await worker?.stop()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await deps.close()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function addPerson({ db }: ServerDeps, url: string, name: string, roles: Roles): Promise<TestClient> {
  const email = `${newId()}@hub.test`
  const draft = { email, name, password, hubRoles: roles.hubRoles ?? [] }
  const personId = await transaction(db, tx => createPerson(tx, 'system', draft))
  for (const { unit, role } of roles.memberships ?? []) {
    const { id } = await db.unit.findUniqueOrThrow({ where: { code: unit } })
    await db.membership.create({ data: { id: newId(), personId: personId!, unitId: id, role } })
  }
  return testClient(url, personId!).signIn(email, password)
}

async function idle({ db }: ServerDeps): Promise<void> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const [row] = await db.$queryRaw<{ n: number }[]>`
      select count(*)::int as n from graphile_worker.jobs where attempts < max_attempts and run_at <= now() + interval '5 s'`
    // What an engine that answers has yet to hear of.
    const [heard] = await db.$queryRaw<{ n: number }[]>`
      select count(*)::int as n from search_change, search_engine where serving is not null and failing_since is null`
    if (row?.n === 0 && heard?.n === 0) return
    if (Date.now() > deadline) throw new Error(`${row?.n} jobs and ${heard?.n} changes still wait`)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}
