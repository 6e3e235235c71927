import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { makeBenchPhotos } from './bench-photos.ts'
import { askAll } from './search-clients.ts'
import type { SearchRig } from './search-rig.ts'

const photos = Number(process.env.BENCH_PHOTOS ?? 100)

/** Runs `work` while a hundred photos of 12 MP and more are sent to the hub by two people and its worker makes their pictures. */
export async function whilePhotosCome<T>(
  rig: SearchRig,
  work: () => Promise<T>,
): Promise<{ result: T; photos: number }> {
  const { url, cookie } = await rig.serve()
  await rig.work()
  const files = await Promise.all((await makeBenchPhotos(rig.folder, 4)).map(file => readFile(file)))
  const numbers = Array.from({ length: photos }, (_, i) => i)
  // The hub keeps equal files once: what follows the end of a JPEG is read by nobody, and makes each another.
  const send = (i: number) => sendPhoto(url, cookie, Buffer.concat([files[i % files.length]!, randomBytes(16)]))
  const [result] = await Promise.all([work(), askAll(numbers, 2, send)])
  return { result, photos }
}

async function sendPhoto(url: string, cookie: string, bytes: Buffer): Promise<void> {
  const form = new FormData()
  form.set('metadata', '{}')
  form.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'anh.jpg')
  const answer = await fetch(`${url}/api/v1/uploads`, { method: 'POST', headers: { cookie, origin: url }, body: form })
  if (answer.status !== 201) throw new Error(`a photo was answered ${answer.status}: ${await answer.text()}`)
  await answer.arrayBuffer()
}
