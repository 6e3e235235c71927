// The reference of the upload benches, in a process of its own: http -> file + sha256 + fsync, and nothing else.
import { createHash } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

const [folder = ''] = process.argv.slice(2)
let count = 0

async function keep(req: IncomingMessage): Promise<string> {
  const path = join(folder, `bare-${process.pid}-${count++}`)
  const handle = await open(path, 'wx')
  const hash = createHash('sha256')
  for await (const chunk of req as AsyncIterable<Buffer>) {
    const written = handle.write(chunk)
    hash.update(chunk)
    await written
  }
  await handle.sync()
  await handle.close()
  // Taken away after the answer: the hub keeps what it gets, and a full disk is slow for both.
  setImmediate(() => void rm(path))
  return hash.digest('hex')
}

const server = createServer(
  (req, res) =>
    void keep(req).then(
      sha256 => res.writeHead(201).end(sha256),
      error => res.destroy(error),
    ),
)
server.requestTimeout = 0
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
