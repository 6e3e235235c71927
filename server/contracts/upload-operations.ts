import type { Operation } from './operation.ts'
import { uploadAnswer, uploadList } from './upload.ts'

const uploads = '/api/v1/uploads'
const tus = { tag: 'uploads', answer: 'bytes' } as const

/** Resumable uploads: tus 1.0.0 (https://tus.io/protocols/resumable-upload), and what became of them. */
export const uploadOperations = {
  listUploads: {
    id: 'listUploads',
    method: 'get',
    path: uploads,
    tag: 'uploads',
    summary: 'The own resumable uploads: unfinished ones and those of the last seven days',
    access: 'unit:upload',
    status: 200,
    answer: uploadList,
  },
  readUpload: {
    id: 'readUpload',
    method: 'get',
    path: `${uploads}/{id}`,
    tag: 'uploads',
    summary: 'One resumable upload: how far it is, and its asset once there is one',
    access: 'unit:upload',
    status: 200,
    answer: uploadAnswer,
  },
  describeResumable: {
    ...tus,
    id: 'describeResumable',
    method: 'options',
    path: `${uploads}/resumable`,
    summary: 'What of tus 1.0 the hub speaks',
    access: 'open',
    status: 204,
  },
  createResumable: {
    ...tus,
    id: 'createResumable',
    method: 'post',
    path: `${uploads}/resumable`,
    summary: 'Begin a resumable upload (tus creation; Upload-Metadata: filename, metadata, sha256)',
    access: 'unit:upload',
    status: 201,
  },
  readResumable: {
    ...tus,
    id: 'readResumable',
    method: 'head',
    path: `${uploads}/resumable/{id}`,
    summary: 'How far a resumable upload is (tus)',
    access: 'unit:upload',
    status: 200,
  },
  continueResumable: {
    ...tus,
    id: 'continueResumable',
    method: 'patch',
    path: `${uploads}/resumable/{id}`,
    summary: 'Send the next bytes of a resumable upload (tus)',
    access: 'unit:upload',
    status: 204,
  },
  endResumable: {
    ...tus,
    id: 'endResumable',
    method: 'delete',
    path: `${uploads}/resumable/{id}`,
    summary: 'Give a resumable upload up (tus termination)',
    access: 'unit:upload',
    status: 204,
  },
} as const satisfies Record<string, Operation>
