import { createServer, type Server, type Socket } from 'node:net'

/** EICAR's harmless test file, which every scanner calls malware; in two halves, so that no scanner takes this source for it. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

export type ClamdDouble = {
  server: Server
  port: number
  /** How many streams were looked at whole. */
  scanned(): number
  /** `silent`: takes everything and never answers. `drops`: breaks the line in the middle of a stream. */
  mode: 'ok' | 'silent' | 'drops'
  close(): Promise<void>
}

/**
 * Speaks clamd's protocol (clamd(8): `zPING`, `zINSTREAM` with chunks led by four bytes, `StreamMaxLength`) as Debian's clamd 1.4
 * does: on passing the limit it answers, then closes without reading on. Finds EICAR and nothing else.
 */
export async function startClamdDouble(
  options: { streamMaxLength?: number; port?: number } = {},
): Promise<ClamdDouble> {
  const { streamMaxLength = 25 << 20 } = options
  const sockets = new Set<Socket>()
  let scanned = 0
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    let held = Buffer.alloc(0)
    let command: string | null = null
    let file = Buffer.alloc(0)
    const answer = (text: string) => socket.end(`${text}\0`)
    socket.on('data', chunk => {
      if (double.mode === 'silent') return
      held = Buffer.concat([held, chunk])
      if (command === null) {
        const end = held.indexOf(0)
        if (end < 0) return
        command = held.subarray(0, end).toString()
        held = held.subarray(end + 1)
        if (command === 'zPING') return void answer('PONG')
        if (command !== 'zINSTREAM') return void answer('UNKNOWN COMMAND')
      }
      while (held.length >= 4) {
        const length = held.readUInt32BE(0)
        if (length === 0) {
          scanned++
          return void answer(file.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK')
        }
        if (file.length + length > streamMaxLength) {
          socket.write('INSTREAM size limit exceeded. ERROR\0')
          return void socket.destroySoon()
        }
        if (held.length < 4 + length) return
        file = Buffer.concat([file, held.subarray(4, 4 + length)])
        held = held.subarray(4 + length)
        if (double.mode === 'drops') return void socket.destroy()
      }
    })
  })
  await new Promise<void>(resolve => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const double: ClamdDouble = {
    server,
    port: (server.address() as { port: number }).port,
    scanned: () => scanned,
    mode: 'ok',
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
  return double
}
