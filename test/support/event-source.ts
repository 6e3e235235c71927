import { request } from 'node:http'

export type HeardEvent = { event: string; data: Record<string, unknown>; id: string | undefined }
export type TestStream = {
  status: number
  /** What came so far. */
  heard: HeardEvent[]
  /** Comments that came so far. */
  beats(): number
  /** Resolves when the other side has ended the stream. */
  ended: Promise<void>
  isOpen(): boolean
  close(): void
}

/** Opens the hub's stream as a browser does, and keeps what it says. */
export function openStream(url: string, headers: Record<string, string>): Promise<TestStream> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/api/v1/events`, {
      headers: { accept: 'text/event-stream', ...headers },
      agent: false,
    })
    asked.on('error', reject)
    asked.on('response', res => {
      const heard: HeardEvent[] = []
      let rest = ''
      let beats = 0
      let open = true
      const ended = new Promise<void>(done => {
        res.on('close', () => {
          open = false
          done()
        })
      })
      res.setEncoding('utf8').on('data', (chunk: string) => {
        const blocks = (rest + chunk).split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) {
          const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]
          if (block.startsWith(':')) beats++
          const data = field('data')
          if (data !== undefined) heard.push({ event: field('event') ?? '', data: JSON.parse(data), id: field('id') })
        }
      })
      res.on('error', () => {})
      asked.on('error', () => {})
      resolve({
        status: res.statusCode ?? 0,
        heard,
        beats: () => beats,
        ended,
        isOpen: () => open,
        close: () => asked.destroy(),
      })
    })
    asked.end()
  })
}
