import { Readable } from 'node:stream'
import { parseConnectionUrl } from 'nodemailer/lib/shared/index.js'
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js'

/**
 * A letter, or the way to the mail server, failed. `status` is the server's reply code (RFC 5321 §4.2), null where none came;
 * `command` what it answered to. `mayHaveArrived`: the whole letter was handed over, and no answer to it was heard.
 */
export class MailFault extends Error {
  override name = 'MailFault'
  readonly status: number | null
  readonly command: string
  readonly kind: 'reply' | 'timeout' | 'network' | 'tls' | 'aborted'
  readonly mayHaveArrived: boolean
  constructor(
    kind: MailFault['kind'],
    message: string,
    more: { status?: number | null; command?: string; mayHaveArrived?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause })
    this.kind = kind
    this.status = more.status ?? null
    this.command = more.command ?? ''
    this.mayHaveArrived = more.mayHaveArrived ?? false
  }
}

export type Handing = {
  from: string
  to: string
  /** The whole letter (RFC 5322), CRLF at its line ends. */
  message: Buffer
  timeoutMs: number
  /** Asked when all but the last bytes have gone: what is written down here stands before the server can have taken the letter. */
  beforeEnd(): Promise<void>
}
/** One connection to the mail server, greeted and signed in. */
export type MailSession = {
  /** Hands one letter to one address over; answers the server's reply to it. Throws MailFault; after a reply the session goes on. */
  send(letter: Handing): Promise<string>
  close(): void
}

/** Opens a session with the server of an `smtp:` or `smtps:` address within `timeoutMs`. Throws MailFault. */
export async function openMailSession(url: string, timeoutMs: number, signal: AbortSignal): Promise<MailSession> {
  const options = parseConnectionUrl(url) as ConstructorParameters<typeof SMTPConnection>[0] & { auth?: Login }
  const connection = new SMTPConnection({ connectionTimeout: 10_000, socketTimeout: 60_000, ...options })
  // A fault between two letters is met by the next one.
  connection.on('error', () => {})
  const race = racing(connection, signal)
  try {
    await race(timeoutMs, done => connection.connect(done))
    const { auth } = options
    if (auth) await race(timeoutMs, done => connection.login({ credentials: auth } as never, done))
  } catch (error) {
    connection.close()
    throw error
  }
  return { send: letter => sendOne(connection, race, letter), close: () => connection.quit() }
}
type Login = { user: string; pass: string }
type Done = (error?: SmtpError | null, info?: { response?: string }) => void
type SmtpError = Error & { code?: string; responseCode?: number; command?: string }
type Race = (timeoutMs: number, begin: (done: Done) => void, arrived?: () => boolean) => Promise<{ response?: string }>

/** One step of the connection against its faults, the clock and the caller's signal; whichever ends it, the connection is closed. */
function racing(connection: SMTPConnection, signal: AbortSignal): Race {
  return (timeoutMs, begin, arrived = () => false) =>
    new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', stop)
        connection.removeListener('error', failed)
        act()
      }
      const fail = (fault: MailFault) =>
        settle(() => {
          if (fault.kind !== 'reply') connection.close()
          reject(fault)
        })
      const failed = (error: SmtpError) => fail(faultOf(error, arrived()))
      const stop = () => fail(new MailFault('aborted', 'stopped', { mayHaveArrived: arrived() }))
      const late = () => fail(new MailFault('timeout', 'no answer in time', { mayHaveArrived: arrived() }))
      const timer = setTimeout(late, timeoutMs)
      signal.addEventListener('abort', stop)
      connection.once('error', failed)
      if (signal.aborted) return stop()
      begin((error, info) => (error ? failed(error) : settle(() => resolve(info ?? {}))))
    })
}

async function sendOne(connection: SMTPConnection, race: Race, letter: Handing): Promise<string> {
  const { from, to, message, timeoutMs, beforeEnd } = letter
  let handedOver = false
  async function* bytes(): AsyncGenerator<Buffer> {
    yield message.subarray(0, -2)
    await beforeEnd()
    handedOver = true
    yield message.subarray(-2)
  }
  const envelope = { from, to: [to], size: message.length }
  try {
    const { response } = await race(
      timeoutMs,
      done => connection.send(envelope, Readable.from(bytes(), { objectMode: false, highWaterMark: 1 }), done as never),
      () => handedOver,
    )
    return response ?? ''
  } catch (error) {
    // So that the next letter begins anew (RFC 5321 §4.1.1.5).
    if (error instanceof MailFault && error.kind === 'reply' && error.status !== 421)
      await race(timeoutMs, done => connection.reset(done as never)).catch(() => {})
    throw error
  }
}

function faultOf(error: SmtpError, arrived: boolean): MailFault {
  const { code, responseCode, command = '', message } = error
  const more = { command, cause: error }
  if (typeof responseCode === 'number' && responseCode >= 400)
    return new MailFault('reply', message, { ...more, status: responseCode })
  const kind = code === 'ETLS' ? 'tls' : code === 'ETIMEDOUT' ? 'timeout' : 'network'
  return new MailFault(kind, message, { ...more, mayHaveArrived: arrived })
}
