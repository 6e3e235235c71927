import { randomBytes } from 'node:crypto'
import { type ClientRequest, request } from 'node:http'

const blockSize = 1_048_576
const seed = randomBytes(blockSize)

// ISO/IEC 14496-12: ftyp, then an mdat to the end. There is no moov, so a worker's decoder gives up at once and leaves the cores alone.
const filmHead = Buffer.from('000000186674797069736f6d0000020069736f6d69736f32000000006d646174', 'hex')

/** A film of `bytes` bytes by its head, different for each `run`: the hub keeps equal files once. */
export function* fileBlocks(bytes: number, run: number): Generator<Buffer> {
  for (let sent = 0, index = 0; sent < bytes; index++) {
    let block = seed
    if (index === 0) {
      block = Buffer.from(seed)
      filmHead.copy(block)
      block.write(`${run} ${process.pid} ${Date.now()}`, filmHead.length)
    }
    yield block.subarray(0, Math.min(blockSize, bytes - sent))
    sent += blockSize
  }
}

type Sent = { status: number; headers: Record<string, unknown>; text: string }

/** Sends a body with back-pressure and its length announced. */
export function sendBody(
  url: string,
  options: { method: string; headers: Record<string, string>; length: number },
  blocks: Iterable<Buffer>,
): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const headers = { ...options.headers, 'content-length': String(options.length) }
    const req = request(url, { method: options.method, headers }, res => {
      let text = ''
      res.setEncoding('utf8').on('data', part => {
        text += part
      })
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, text }))
    })
    req.on('error', reject)
    void writeAll(req, blocks)
  })
}

async function writeAll(req: ClientRequest, blocks: Iterable<Buffer>): Promise<void> {
  for (const block of blocks) {
    if (!req.write(block)) await new Promise(resolve => req.once('drain', resolve))
  }
  req.end()
}

// As long as what browsers send: a parser looks for it in every byte, and skips by its length.
const boundary = '----WebKitFormBoundaryqTvQd0cRzA7yLk3M'

/** One file as the form sends it. */
export function sendForm(url: string, cookie: string, bytes: number, run: number): Promise<Sent> {
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="metadata"\r\n\r\n{}\r\n--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${run}.mp4"\r\n\r\n`,
  )
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  function* parts() {
    yield head
    yield* fileBlocks(bytes, run)
    yield tail
  }
  const headers = { cookie, 'content-type': `multipart/form-data; boundary=${boundary}` }
  return sendBody(
    `${url}/api/v1/uploads`,
    { method: 'POST', headers, length: head.length + bytes + tail.length },
    parts(),
  )
}
