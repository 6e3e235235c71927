import { spawn } from 'node:child_process'
import { createWriteStream, rmSync } from 'node:fs'
import { chmod, chown, cp, mkdtemp, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { killGroup } from '#server/platform/kill-group'
import { ProblemError } from '#server/platform/problem-error'
import { decoderAccount } from '#server/platform/work-folder'
import { type Credit, creditArguments } from './credit.ts'
import { creditableExtension } from './use-file.ts'

const confine = fileURLToPath(new URL('../platform/confine.sh', import.meta.url))
const memoryKib = 1_048_576
const cpuSeconds = 60
const wallMs = 120_000
// Each is a perl of its own: more at once would take the machine from everybody else.
const mostAtOnce = 2
const mostWaiting = 20

let running = 0
const waiting: (() => void)[] = []

/**
 * Copies a picture into `folder` and writes the credit into the copy: answers its path. What lies in the store is never touched. At
 * most two run at once; throws `too-many-requests` where many wait, `not-ready` where exiftool cannot read the file.
 */
export async function writeCredit(
  folder: string,
  bytes: Readable,
  contentType: string,
  credit: Credit,
): Promise<string> {
  await enter()
  try {
    const source = join(folder, `in.${creditableExtension(contentType) ?? 'bin'}`)
    const copy = join(folder, `out.${creditableExtension(contentType) ?? 'bin'}`)
    const list = join(folder, 'arguments')
    await pipeline(bytes, createWriteStream(source))
    const fixed = ['-charset', 'utf8', '-charset', 'iptc=utf8', '-m', '-q', '-q', '-o', copy]
    await writeFile(list, [...fixed, ...creditArguments(credit, contentType), source].join('\n'))
    const account = decoderAccount()
    if (account) for (const path of [source, list]) await chown(path, account.uid, account.gid)
    await run(folder, [await exiftool(), '-config', '', '-@', list])
    return copy
  } finally {
    leave()
  }
}

function run(folder: string, args: readonly string[]): Promise<void> {
  const env = { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', HOME: folder, EXIFTOOL_HOME: folder }
  const child = spawn(confine, [String(memoryKib), String(cpuSeconds), 'drop', 'perl', ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    if (said.length < 2_000) said += chunk.toString('utf8')
  })
  const timer = setTimeout(() => killGroup(child.pid), wallMs)
  return new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', code => {
      if (code === 0) resolve()
      else reject(new ProblemError('not-ready', { cause: new Error(`exiftool ended with ${code}: ${said}`) }))
    })
  }).finally(() => clearTimeout(timer))
}

let readable: Promise<string> | null = null

/**
 * exiftool's path. Under root the confined child is another user, who may not enter the folder the hub lies in: then it gets a copy
 * of the program in a temporary folder, once a process.
 */
function exiftool(): Promise<string> {
  // exiftool-vendored brings the program as a package of its own.
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('exiftool-vendored'))
  const bin = dirname(resolve('exiftool-vendored.pl/bin/exiftool'))
  if (!decoderAccount()) return Promise.resolve(join(bin, 'exiftool'))
  readable ??= (async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hub-exiftool-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    await cp(bin, folder, { recursive: true })
    await chmod(folder, 0o755)
    return join(folder, 'exiftool')
  })()
  return readable
}

async function enter(): Promise<void> {
  if (running < mostAtOnce) {
    running += 1
    return
  }
  if (waiting.length >= mostWaiting) throw new ProblemError('too-many-requests')
  await new Promise<void>(resolve => waiting.push(resolve))
}

function leave(): void {
  const next = waiting.shift()
  if (next) next()
  else running -= 1
}
