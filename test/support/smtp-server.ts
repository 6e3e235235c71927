import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'

/** A letter that the server took, as its bytes. */
export type TakenLetter = { from: string; to: string; raw: string; headers: Map<string, string> }
/** What happens at the end of DATA: a reply, silence, or the line cut before or after the letter was taken. */
export type LetterFault = { reply: string } | 'hang' | 'take-then-cut' | 'cut'

/**
 * An SMTP server (RFC 5321) on loopback that keeps what it takes. `fault` is asked with each whole letter; `refuse` with each
 * recipient; with `login` it takes nothing from who has not signed in (AUTH PLAIN).
 */
export async function startSmtpServer(
  options: {
    fault?: (letter: TakenLetter) => LetterFault | null
    refuse?: (address: string) => string | null
    login?: { user: string; pass: string }
  } = {},
) {
  const letters: TakenLetter[] = []
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // A client that goes away in the middle is what some tests do.
    socket.on('error', () => {})
    converse(socket)
  })

  function converse(socket: Socket): void {
    let [buffered, from, to, data] = ['', '', '', false]
    let signedIn = !options.login
    const say = (line: string) => void socket.write(`${line}\r\n`)
    socket.setEncoding('latin1')
    say('220 loopback ESMTP')
    socket.on('data', chunk => {
      buffered += chunk
      for (;;) {
        const end = buffered.indexOf(data ? '\r\n.\r\n' : '\r\n')
        if (end < 0) return
        const line = buffered.slice(0, end)
        buffered = buffered.slice(end + (data ? 5 : 2))
        if (data) {
          data = false
          take(line)
        } else command(line)
      }
    })

    function take(body: string): void {
      const raw = body.replace(/(^|\r\n)\.\./g, '$1.')
      const letter = { from, to, raw, headers: headersOf(raw) }
      const fault = options.fault?.(letter) ?? null
      if (fault === 'hang') return
      if (fault === 'cut') return void socket.destroy()
      if (fault !== null && typeof fault === 'object') return void say(fault.reply)
      letters.push(letter)
      if (fault === 'take-then-cut') return void socket.destroy()
      say(`250 2.0.0 Ok: queued as ${letters.length.toString(16).toUpperCase().padStart(8, '0')}`)
    }

    function command(line: string): void {
      const verb = line.slice(0, 4).toUpperCase()
      if (verb === 'EHLO') return void say(`250-loopback\r\n250-SIZE 35882577\r\n250-AUTH PLAIN\r\n250 8BITMIME`)
      if (verb === 'AUTH') {
        const [, user, pass] = Buffer.from(line.split(' ')[2] ?? '', 'base64')
          .toString('utf8')
          .split('\0')
        signedIn = user === options.login?.user && pass === options.login?.pass
        return void say(signedIn ? '235 2.7.0 Accepted' : '535 5.7.8 Bad credentials')
      }
      if (verb === 'QUIT') {
        say('221 Bye')
        return void socket.end()
      }
      if (!signedIn) return void say('530 5.7.0 Authentication required')
      if (verb === 'MAIL') from = addressIn(line)
      if (verb === 'RCPT') {
        to = addressIn(line)
        const refused = options.refuse?.(to)
        if (refused) return void say(refused)
      }
      if (verb === 'DATA') {
        data = true
        return void say('354 Go on')
      }
      say('250 2.1.0 Ok')
    }
  }

  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    letters,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise(done => server.close(done))
    },
  }
}

const addressIn = (line: string) => /<([^>]*)>/.exec(line)?.[1] ?? ''

function headersOf(raw: string): Map<string, string> {
  const head = (raw.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ')
  return new Map(
    head.split('\r\n').map(line => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
}

/** The letter's parts of plain text and HTML, decoded. */
export function partsOf({ raw }: TakenLetter): string[] {
  return raw
    .split('\r\n\r\n')
    .slice(1)
    .map(part => part.split('\r\n--')[0] ?? '')
    .filter(part => /^[A-Za-z0-9+/=\r\n]+$/.test(part) && part.length > 40)
    .map(part => Buffer.from(part, 'base64').toString('utf8'))
}
