import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { killGroup } from '#server/platform/kill-group'
import { ExiftoolMissing, MetadataFault } from './metadata-fault.ts'

const confine = fileURLToPath(new URL('../platform/confine.sh', import.meta.url))
const memoryKib = 1_048_576
// Of a whole life: the pool ends a process long before, after so many files.
const cpuSeconds = 600

export type ExiftoolLimits = { wallMs: number; outputBytes: number }
export type ExiftoolSaid = { stdout: string; stderr: string }
export type ExiftoolProcess = {
  /** One command. Each argument is one line, so none may hold a line break: what people wrote travels in files. */
  run(args: readonly string[], limits: ExiftoolLimits): Promise<ExiftoolSaid>
  end(): void
  readonly alive: boolean
}

type Waiting = { resolve(said: ExiftoolSaid): void; reject(error: Error): void; limit: number; mark: string }

/**
 * A confined exiftool that stays open and takes one command after the other from its standard input. Whatever goes wrong (time,
 * output, its end) kills it with its group: whoever owns it starts another. Throws ExiftoolMissing where perl is not there.
 */
export function startExiftool(program: string): ExiftoolProcess {
  const child = open(program)
  const out: Buffer[] = []
  const err: Buffer[] = []
  let [size, alive, count] = [0, true, 0]
  let waiting: Waiting | null = null
  const fail = (error: Error): void => {
    alive = false
    killGroup(child.pid)
    waiting?.reject(error)
    waiting = null
  }
  const look = (): void => {
    if (!waiting || !endsWith(out, `{ready${waiting.mark}}`) || !endsWith(err, `{ready${waiting.mark}}`)) return
    waiting.resolve({ stdout: textOf(out, waiting.mark), stderr: textOf(err, waiting.mark) })
    waiting = null
    rest(child)
  }
  const gather = (list: Buffer[]) => (chunk: Buffer) => {
    list.push(chunk)
    size += chunk.length
    if (waiting && size > waiting.limit)
      fail(new MetadataFault('too-large', `more than ${waiting.limit} bytes were said`))
    else look()
  }
  child.stdout.on('data', gather(out))
  child.stderr.on('data', gather(err))
  // A pipe that breaks is told by the end of the process.
  child.stdin.on('error', () => {})
  child.once('error', error => fail(new MetadataFault('fault', error.message)))
  child.once('close', (code, signal) => {
    const said = Buffer.concat(err).toString('utf8').slice(0, 500)
    const missing = code === 127 || /perl.*not found|perl.*No such file/i.test(said)
    fail(missing ? new ExiftoolMissing() : new MetadataFault('fault', `ended with ${code ?? signal}: ${said}`))
  })
  rest(child)
  return {
    get alive() {
      return alive
    },
    run(args, { wallMs, outputBytes }) {
      if (!alive || waiting) return Promise.reject(new MetadataFault('fault', 'exiftool is not free'))
      if (args.some(arg => /[\r\n\0]/.test(arg))) return Promise.reject(new RangeError('a line break in an argument'))
      count += 1
      const mark = String(count)
      out.length = 0
      err.length = 0
      size = 0
      wake(child)
      return new Promise<ExiftoolSaid>((resolve, reject) => {
        const timer = setTimeout(() => fail(new MetadataFault('took-too-long', `longer than ${wallMs} ms`)), wallMs)
        const settled = <T>(then: (value: T) => void) => {
          return (value: T) => {
            clearTimeout(timer)
            then(value)
          }
        }
        waiting = { resolve: settled(resolve), reject: settled(reject), limit: outputBytes, mark }
        child.stdin.write(`${[...args, '-echo4', `{ready${mark}}`, `-execute${mark}`].join('\n')}\n`)
      })
    },
    end() {
      alive = false
      killGroup(child.pid)
    },
  }
}

function open(program: string): ChildProcessWithoutNullStreams {
  const env = { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', HOME: tmpdir(), EXIFTOOL_HOME: tmpdir() }
  const args = ['perl', program, '-config', '', '-stay_open', 'True', '-@', '-']
  return spawn(confine, [String(memoryKib), String(cpuSeconds), 'drop', ...args], { cwd: tmpdir(), env })
}

/** The hub's process does not stay for one that waits. */
function rest(child: ChildProcessWithoutNullStreams): void {
  child.unref()
  for (const pipe of [child.stdin, child.stdout, child.stderr]) (pipe as unknown as { unref?(): void }).unref?.()
}

function wake(child: ChildProcessWithoutNullStreams): void {
  child.ref()
  for (const pipe of [child.stdin, child.stdout, child.stderr]) (pipe as unknown as { ref?(): void }).ref?.()
}

function endsWith(chunks: readonly Buffer[], mark: string): boolean {
  const last = chunks.slice(-4)
  return Buffer.concat(last).toString('latin1').trimEnd().endsWith(mark)
}

function textOf(chunks: readonly Buffer[], mark: string): string {
  const text = Buffer.concat(chunks).toString('utf8')
  return text.slice(0, text.lastIndexOf(`{ready${mark}}`)).trimEnd()
}
