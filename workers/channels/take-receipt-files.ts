import { constants } from 'node:fs'
import { mkdir, open, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { code } from '#contracts/values'
import { applyReport } from '#server/channels/apply-report'
import { receiptBody } from '#server/channels/receipt-body'
import { type Db, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'

const maxBytes = 65_536
const perRun = 500
const fileBody = receiptBody.extend({ channel: code, reason: z.string().max(1000).default('') })
type Context = { db: Db; log: Log; config: { receiptDir: string | null } }

/**
 * Takes what receivers without an API left in HUB_RECEIPT_DIR: one JSON receipt a file, with the channel's code. What was taken goes to
 * `taken/`, what cannot be one to `refused/` with the reason beside it. A file moves after the commit, so a kill in between only means
 * that it is read again: the same bytes for the same delivery are one receipt.
 */
export async function takeReceiptFiles({ db, log, config }: Context): Promise<void> {
  const dir = config.receiptDir
  if (!dir) return
  await Promise.all(['taken', 'refused'].map(name => mkdir(join(dir, name), { recursive: true })))
  const names = (await readdir(dir)).filter(name => /^[\w.-]{1,150}\.json$/.test(name) && !name.startsWith('.'))
  for (const name of names.sort().slice(0, perRun)) {
    const refused = await takeOne(db, join(dir, name))
    if (refused) await writeFile(join(dir, 'refused', `${name}.reason.txt`), `${refused}\n`)
    await rename(join(dir, name), join(dir, refused ? 'refused' : 'taken', name))
    log[refused ? 'warn' : 'info']({ event: 'receipt.file', name, ...(refused ? { refused } : {}) })
  }
}

async function takeOne(db: Db, path: string): Promise<string | null> {
  const raw = await readSmall(path)
  if (!raw) return 'not a plain file of at most 64 KiB'
  const parsed = fileBody.safeParse(readJson(raw))
  if (!parsed.success) return `not a receipt: ${parsed.error.issues[0]?.path.join('.') || 'no JSON object'}`
  const { channel, reason, ...receipt } = parsed.data
  const row = await db.channel.findUnique({ where: { code: channel }, select: { id: true } })
  if (!row) return `no channel ${channel}`
  const received = { receipt, raw, headers: {} }
  const reported = await transaction(db, tx =>
    applyReport(tx, row.id, { event: null, received, source: 'file-drop', text: reason }),
  )
  return reported === 'unknown' ? 'this item was never sent to that channel' : null
}

async function readSmall(path: string): Promise<Buffer | null> {
  // No link is followed: the folder is written by others.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(() => null)
  if (!file) return null
  try {
    const { size } = await file.stat()
    if (!(await file.stat()).isFile() || size > maxBytes) return null
    return await file.readFile()
  } finally {
    await file.close()
  }
}

function readJson(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'))
  } catch {
    // Refused below, with its reason.
    return null
  }
}
