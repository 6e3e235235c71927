// The reference of the upload benches, in a process of its own: http -> file + sha256 + fsync, and nothing else. With S3 variables it
// also puts a body that it makes itself by lib-storage alone.
import { createHash } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { Upload } from '@aws-sdk/lib-storage'
import { openS3Clients } from '#server/storage/s3-clients'
import { fileBlocks } from './upload-body.ts'

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

process.on('message', async ({ bytes, key }: { bytes: number; key: string }) => {
  const { S3_ENDPOINT = '', S3_BUCKET = '', S3_ACCESS_KEY_ID = '', S3_SECRET_ACCESS_KEY = '' } = process.env
  const { upload: client } = openS3Clients({
    endpoint: S3_ENDPOINT,
    bucket: S3_BUCKET,
    region: 'us-east-1',
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
  })
  const started = performance.now()
  const Body = Readable.from(fileBlocks(bytes, count++), { objectMode: false })
  const params = { Bucket: S3_BUCKET, Key: key, Body }
  await new Upload({ client, partSize: 8_388_608, queueSize: 4, params }).done()
  process.send?.({ ms: performance.now() - started })
})
