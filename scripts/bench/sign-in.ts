import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '#server/platform/config'
import { freePort } from '#server/platform/embedded-postgres'
import { startHub } from '../start-hub.ts'
import { type Bench, type BenchRow, benchRow } from './row.ts'

const password = 'mot-mat-khau-do-thoi-gian'
const accounts = 10
const triesEach = 4

type Ask = (path: string, body: object) => Promise<void>
/** Asks once, for an address that has an account or has none. */
type Door = { name: string; ask(ask: Ask, email: string): Promise<void> }

// As many tries as the limits of sign-ins, resets and invitations let through from one address.
const doors: readonly Door[] = [
  {
    name: 'sign-in known/unknown',
    ask: (ask, email) => ask('/api/auth/sign-in/email', { email, password: 'khong-phai-mat-khau' }),
  },
  { name: 'sign-in reset known/unknown', ask: (ask, email) => ask('/api/v1/password-resets', { email }) },
  {
    name: 'sign-in invitation known/unknown',
    ask: (ask, email) =>
      ask('/api/v1/invitations', { email, hubRoles: [], memberships: [{ unit: 'bao', role: 'reader' }] }),
  },
]

/** Whether a clock tells known addresses from unknown ones: medians of each over HTTP, alternating. Reported; nothing fails by it. */
export const signInBenches: readonly Bench[] = doors.map(door => ({
  name: door.name,
  group: 'identity',
  run: () => measure(door),
}))

async function measure(door: Door): Promise<BenchRow> {
  const dir = await mkdtemp(join(tmpdir(), 'hub-bench-'))
  const env = {
    HUB_DATA_DIR: dir,
    HUB_PORT: String(await freePort()),
    HUB_LOG_LEVEL: 'silent',
    HUB_ADMIN_EMAIL: 'admin@hub.test',
    HUB_ADMIN_PASSWORD: password,
  }
  const hub = await startHub(readConfig(env), { PATH: process.env.PATH, ...env })
  try {
    const cookie = await signIn(hub.url)
    const post = (path: string, body: object) =>
      fetch(hub.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify(body),
      })
    for (let i = 0; i < accounts; i++) {
      const made = await post('/api/v1/people', { email: `known-${i}@hub.test`, name: `Người ${i}`, password })
      if (made.status !== 201) throw new Error(`no account: ${made.status}`)
    }
    const times = { known: [] as number[], unknown: [] as number[] }
    const tries = door.name.includes('invitation') ? 2 : triesEach
    for (let i = 0; i < accounts * tries; i++) {
      for (const kind of i % 2 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) {
        const from = performance.now()
        await door.ask(
          async (path, body) => {
            const answer = await post(path, body)
            if (answer.status === 429 || answer.status >= 500) throw new Error(`${path} answered ${answer.status}`)
            await answer.arrayBuffer()
          },
          `${kind}-${i % accounts}@hub.test`,
        )
        times[kind].push(performance.now() - from)
      }
    }
    return benchRow(door.name, median(times.known), median(times.unknown), 'ms', Number.POSITIVE_INFINITY)
  } finally {
    await hub.stop()
    await rm(dir, { recursive: true, force: true })
  }
}

async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'admin@hub.test', password }),
  })
  if (answer.status !== 200) throw new Error(`cannot sign in: ${answer.status}`)
  return answer.headers
    .getSetCookie()
    .map(part => part.split(';')[0])
    .join('; ')
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
