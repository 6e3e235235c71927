import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'
import { HubRange, lookAt } from './hub-range.ts'
import { ReaderData } from './reader-data.ts'

GlobalWorkerOptions.workerSrc = workerUrl

export type OpenDocument = { pdf: PDFDocumentProxy; close: () => void }

/**
 * Opens a PDF of the hub piece by piece, in a worker: nothing that the document brings runs, no form of it is built, and it names no
 * address that is asked. `onFailed` when a piece does not come afterwards.
 */
export async function openDocument(url: string, signal: AbortSignal, onFailed: () => void): Promise<OpenDocument> {
  const range = new HubRange(await lookAt(url, signal), onFailed)
  const task = getDocument({
    range,
    rangeChunkSize: 262_144,
    disableAutoFetch: true,
    disableStream: true,
    isEvalSupported: false,
    enableXfa: false,
    maxImageSize: 120_000_000,
    useWorkerFetch: false,
    BinaryDataFactory: ReaderData,
    // Names only: ReaderData knows where the files are.
    cMapUrl: 'cmaps/',
    standardFontDataUrl: 'fonts/',
    wasmUrl: 'wasm/',
    verbosity: 0,
  })
  const close = () => {
    range.abort()
    void task.destroy()
  }
  signal.addEventListener('abort', close, { once: true })
  return { pdf: await task.promise, close }
}
