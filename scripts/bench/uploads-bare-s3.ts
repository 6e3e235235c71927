// The reference of the row `form-s3`, in a process of its own: http -> lib-storage with the hub's part size and width, and nothing else.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'

const { S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID = '', S3_SECRET_ACCESS_KEY = '' } = process.env
const client = new S3Client({
  endpoint: S3_ENDPOINT,
  region: S3_REGION,
  credentials: { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY },
  forcePathStyle: true,
})
let count = 0

async function keep(req: IncomingMessage): Promise<void> {
  const place = { Bucket: S3_BUCKET, Key: `bare-${count++}` }
  await new Upload({ client, params: { ...place, Body: req }, partSize: 8 * 1024 * 1024, queueSize: 4 }).done()
  setImmediate(() => void client.send(new DeleteObjectCommand(place)))
}

const server = createServer(
  (req, res) =>
    void keep(req).then(
      () => res.writeHead(201).end(),
      error => res.destroy(error),
    ),
)
server.requestTimeout = 0
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
