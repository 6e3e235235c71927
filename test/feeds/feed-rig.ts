import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'
import type { Prisma } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import type { TestHub } from '../support/test-hub.ts'

/** An item of the unit `bao` as a write leaves it, without the API's rules: for states that no request may bring about. */
export async function putItem(
  { deps }: TestHub,
  over: Partial<Prisma.AssetUncheckedCreateInput> = {},
): Promise<string> {
  const unit = await deps.db.unit.findUniqueOrThrow({ where: { code: 'bao' } })
  const [id, uploadedBy] = [newId(), newId()]
  const said = { kind: 'article', file: 'ready', visibility: 'public', title: 'Bài', date: new Date('2026-01-02') }
  await deps.db.asset.create({
    data: {
      ...{ id, unitId: unit.id, uploadedBy, ...said },
      versions: { create: { id: newId(), number: 1, html: '<p>Nội dung</p>', createdBy: uploadedBy } },
      ...over,
    } as Prisma.AssetUncheckedCreateInput,
  })
  return id
}

/** What a stranger gets at an address of the hub. */
export async function pull({ url }: TestHub, path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(path.startsWith('http') ? path : url + path, { headers, redirect: 'manual' })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

const run = promisify(execFile)

/** Whether a command of this machine succeeds: tests that need a foreign program skip where it is absent. */
export function has(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** As `has`, for what CI must have: `scripts/feed-readers.sh` puts it in place. Throws there where it is not. */
export function hasInCi(command: string, ...args: string[]): boolean {
  const found = has(command, ...args)
  if (!found && process.env.CI) throw new Error(`CI needs ${command} ${args.join(' ')}: bash scripts/feed-readers.sh`)
  return found
}

/** Runs a foreign program and answers what it printed. */
export async function print(command: string, args: string[]): Promise<string> {
  return (await run(command, args, { maxBuffer: 16_777_216, timeout: 60_000 })).stdout
}
