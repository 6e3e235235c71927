import type { IncomingMessage } from 'node:http'
import type { MediaStore } from './media-store.ts'
import { type Answer, Problem } from './problem.ts'
import { digestOf } from './verify-request.ts'

export type MediaLimits = { maxMediaBytes: number; mediaTypes: readonly string[] }
const mismatch = () => new Problem(422, 'digest-mismatch', 'The bytes do not have this SHA-256.')

/** HEAD /media/{sha256}: are the bytes here already? They are sent once. */
export async function probeMedia(sha256: string, media: MediaStore): Promise<Answer> {
  const found = await media.find(sha256)
  if (!found) throw new Problem(404, 'unknown-media', 'No such media.')
  return { status: 200, headers: { 'content-length': String(found.sizeInBytes), 'content-type': found.contentType } }
}

/** PUT /media/{sha256} with Repr-Digest: 201, or 200 where it is already. */
export async function putMedia(
  request: IncomingMessage,
  sha256: string,
  media: MediaStore,
  limits: MediaLimits,
): Promise<Answer> {
  const contentType = request.headers['content-type'] ?? ''
  checkLimits(Number(request.headers['content-length'] ?? Number.NaN), contentType, limits)
  if (digestOf(request.headers['repr-digest']) !== sha256) throw mismatch()
  if (await media.find(sha256)) return { status: 200 }
  if (!(await media.put(sha256, contentType, request))) throw mismatch()
  return { status: 201 }
}

/** POST /media/{sha256}/uploads `{sizeInBytes, contentType}`: begins, or finds again, a resumable upload. */
export async function beginUpload(
  sha256: string,
  body: unknown,
  media: MediaStore,
  limits: MediaLimits,
): Promise<Answer> {
  const { sizeInBytes, contentType } = (body ?? {}) as { sizeInBytes?: number; contentType?: string }
  checkLimits(Number(sizeInBytes), String(contentType), limits)
  await media.beginUpload({ sha256, sizeInBytes: Number(sizeInBytes), contentType: String(contentType) })
  return { status: 201, headers: { location: `/exchange/v1/media/${sha256}/uploads/${sha256}` } }
}

/** HEAD of an upload (tus 1.0): how far it came. */
export async function readUpload(sha256: string, media: MediaStore): Promise<Answer> {
  const upload = await findUpload(sha256, media)
  return {
    status: 200,
    headers: { ...tus, 'upload-offset': String(upload.offset), 'upload-length': String(upload.sizeInBytes) },
  }
}

const uploading = new Set<string>()
/** PATCH of an upload (tus 1.0): appends at Upload-Offset; the last one checks the whole file. */
export async function continueUpload(request: IncomingMessage, sha256: string, media: MediaStore): Promise<Answer> {
  if (uploading.has(sha256))
    throw new Problem(409, 'in-progress', 'Another part is being written.', { headers: { 'retry-after': '1' } })
  uploading.add(sha256)
  try {
    const upload = await findUpload(sha256, media)
    if (Number(request.headers['upload-offset']) !== upload.offset)
      throw new Problem(409, 'wrong-offset', `The offset is ${upload.offset}.`)
    const offset = await media.append(upload, request)
    if (offset === upload.sizeInBytes && !(await media.finishUpload(upload))) throw mismatch()
    return { status: 204, headers: { ...tus, 'upload-offset': String(offset) } }
  } finally {
    uploading.delete(sha256)
  }
}

const tus = { 'tus-resumable': '1.0.0' }

async function findUpload(sha256: string, media: MediaStore) {
  const upload = await media.findUpload(sha256)
  if (!upload) throw new Problem(404, 'unknown-upload', 'No such upload.')
  return upload
}

function checkLimits(size: number, contentType: string, limits: MediaLimits): void {
  if (!Number.isInteger(size) || size < 0) throw new Problem(411, 'length-required', 'Say how long the file is.')
  if (size > limits.maxMediaBytes) throw new Problem(413, 'too-large', `Media may have ${limits.maxMediaBytes} bytes.`)
  if (!limits.mediaTypes.includes(contentType))
    throw new Problem(415, 'unsupported-type', `${contentType} is not taken here.`)
}
