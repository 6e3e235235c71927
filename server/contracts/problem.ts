import { z } from 'zod'

/**
 * Every problem the hub answers with (RFC 9457). `type` is `urn:media-hub:problem:<key>`; title and detail are sentences in
 * the language of the request that say what to do, and the web translates by the key.
 */
export const problemStatus = {
  'invalid-request': 400,
  'malformed-json': 400,
  'sign-in-required': 401,
  'wrong-credentials': 401,
  'key-refused': 401,
  'origin-refused': 403,
  'not-allowed': 403,
  'scope-missing': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  conflict: 409,
  'not-cleared': 409,
  'already-nominated': 409,
  'already-decided': 409,
  'not-ready': 409,
  'in-use': 409,
  'still-draft': 409,
  'nothing-live': 409,
  'rights-ended': 409,
  'purpose-not-allowed': 409,
  'history-conflict': 409,
  duplicate: 409,
  'kind-differs': 409,
  quarantined: 409,
  'file-damaged': 409,
  'edited-meanwhile': 412,
  'bytes-differ': 412,
  'too-large': 413,
  'quota-exceeded': 413,
  'unsupported-type': 415,
  'range-not-satisfiable': 416,
  'upload-torn': 400,
  'unknown-term': 422,
  'unit-required': 422,
  'precondition-required': 428,
  'too-many-requests': 429,
  'wrong-password': 422,
  'wrong-code': 401,
  'password-refused': 422,
  'link-ended': 410,
  'upload-offset': 409,
  'upload-locked': 423,
  'upload-ended': 410,
  'tus-version': 412,
  // tus 1.0.0, extension Checksum: the status has no name elsewhere.
  'checksum-mismatch': 460,
  'still-running': 409,
  'key-reused': 422,
  'share-password': 401,
  'board-full': 409,
  'nothing-to-download': 409,
  'zip-too-large': 413,
  'zip-refused': 422,
  'changed-meanwhile': 409,
  'nomination-changed': 409,
  'four-eyes': 409,
  'address-unreadable': 422,
  'own-item': 409,
  'sheet-unreadable': 422,
  recalled: 409,
  'crop-outdated': 409,
  'crops-full': 409,
  'cannot-make': 409,
  'relay-rights-unknown': 409,
  // Drawn when it is first turned to; soon there (RFC 9110 15.6.4 with Retry-After).
  'page-waiting': 503,
  'no-article': 409,
  internal: 500,
  'store-unavailable': 503,
  'too-busy': 503,
  'store-full': 507,
  'captions-refused': 422,
  'not-timed': 409,
  'clip-refused': 422,
  'clip-bound': 409,
  'original-kept': 409,
  'saved-searches-full': 409,
  'bulk-edit-too-large': 413,
  'bulk-edit-ended': 410,
  'bulk-edit-not-now': 409,
} as const

export type ProblemKey = keyof typeof problemStatus
export const problemPrefix = 'urn:media-hub:problem:'

/** One thing wrong in a request: where (a JSON pointer or a query name) and what, as a key and a sentence. */
export const problemItem = z.object({ pointer: z.string(), code: z.string(), detail: z.string() })
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    errors: z.array(problemItem).optional(),
  })
  .loose()
export type Problem = z.infer<typeof problem>
export type ProblemItem = z.infer<typeof problemItem>
