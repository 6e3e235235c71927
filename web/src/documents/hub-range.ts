import { PDFDataRangeTransport } from 'pdfjs-dist/legacy/build/pdf.mjs'

const triesOfAPiece = 4
const patienceMs = 30_000

/** What a file of the hub is, before its first byte is asked for. */
export type RemoteFile = { url: string; length: number; etag: string }

/** Asks how long the file is; throws the status where the hub does not give it. */
export async function lookAt(url: string, signal: AbortSignal): Promise<RemoteFile> {
  const response = await fetch(url, { method: 'HEAD', signal })
  const length = Number(response.headers.get('content-length'))
  if (!response.ok || !Number.isSafeInteger(length) || length < 1) throw new Error(`${url}: ${response.status}`)
  return { url, length, etag: response.headers.get('etag') ?? '' }
}

/** The pieces of a file that the pages on the screen need, asked again where the line breaks; only those of one state of the file. */
export class HubRange extends PDFDataRangeTransport {
  readonly #file: RemoteFile
  readonly #onFailed: () => void
  readonly #stop = new AbortController()

  constructor(file: RemoteFile, onFailed: () => void) {
    super(file.length, null)
    this.#file = file
    this.#onFailed = onFailed
  }

  override requestDataRange(begin: number, end: number): void {
    this.#piece(begin, end, 1).then(
      bytes => this.onDataRange(begin, bytes),
      () => {
        if (!this.#stop.signal.aborted) this.#onFailed()
      },
    )
  }

  override abort(): void {
    this.#stop.abort()
  }

  async #piece(begin: number, end: number, attempt: number): Promise<Uint8Array> {
    const { signal } = this.#stop
    try {
      const response = await fetch(this.#file.url, {
        headers: { range: `bytes=${begin}-${end - 1}`, 'if-match': this.#file.etag || '*' },
        signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
      })
      if (response.status !== 206 && response.status !== 200) throw new Refused(response.status)
      const bytes = new Uint8Array(await response.arrayBuffer())
      return response.status === 206 ? bytes : bytes.subarray(begin, end)
    } catch (error) {
      const final = error instanceof Refused && error.status < 500 && error.status !== 429
      if (final || signal.aborted || attempt >= triesOfAPiece) throw error
      await new Promise(resolve => setTimeout(resolve, 500 * 2 ** attempt))
      return this.#piece(begin, end, attempt + 1)
    }
  }
}

class Refused extends Error {
  readonly status: number
  constructor(status: number) {
    super(`status ${status}`)
    this.status = status
  }
}
