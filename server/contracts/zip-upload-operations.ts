import { uploadMetadata } from './asset.ts'
import type { Operation } from './operation.ts'
import { zipUploadAnswer, zipUploadEntries, zipUploadList, zipUploadQuery } from './zip-upload.ts'

const zips = '/api/v1/uploads/zip'

/** A ZIP that the hub unpacks: each file in it becomes an asset by the rules of every upload. */
export const zipUploadOperations = {
  createZipUpload: {
    id: 'createZipUpload',
    method: 'post',
    path: zips,
    tag: 'uploads',
    summary: 'Upload a ZIP to be unpacked (multipart: metadata first, then file); 202, the files follow',
    access: 'unit:upload',
    multipart: { metadata: uploadMetadata },
    status: 202,
    answer: zipUploadAnswer,
  },
  listZipUploads: {
    id: 'listZipUploads',
    method: 'get',
    path: zips,
    tag: 'uploads',
    summary: 'The own ZIPs of the last seven days',
    access: 'unit:upload',
    status: 200,
    answer: zipUploadList,
  },
  readZipUpload: {
    id: 'readZipUpload',
    method: 'get',
    path: `${zips}/{id}`,
    tag: 'uploads',
    summary: 'One ZIP of one’s own: what became of each file in it',
    access: 'unit:upload',
    query: zipUploadQuery,
    status: 200,
    answer: zipUploadEntries,
  },
} as const satisfies Record<string, Operation>
