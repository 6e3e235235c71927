import type { z } from 'zod'

/**
 * Who may call an operation, as the matrix test walks it. `open`: nobody needs to sign in. `session`: any person who is signed in.
 * `self`: that person about the own account (keys, sessions, password), signed in and never by an API key.
 * `visible`: what the asset's visibility and the actor's roles allow, anonymous people included. `asset:*`, `unit:*`, `collection:*`: the rule of
 * `access/can.ts` over that asset, unit or collection; `share`: whoever holds a link's token, as far as its maker's own rights reach; `asset:reuse` is any person who is signed in and may read it, while its dates allow. `curate`, `administer`: hub staff.
 */
export const accessClasses = [
  'open',
  'session',
  'self',
  'visible',
  'asset:edit',
  'asset:nominate',
  'asset:trash',
  'asset:reuse',
  'unit:upload',
  'unit:invite',
  'collection:read',
  'collection:edit',
  'collection:share',
  'share',
  'curate',
  'administer',
] as const
export type AccessClass = (typeof accessClasses)[number]

/** One operation of the API: the router is mounted from it, OpenAPI is generated from it, the permission matrix walks it. */
export type Operation = {
  id: string
  method: 'get' | 'post' | 'patch' | 'put' | 'delete' | 'head' | 'options'
  /** OpenAPI style: `/api/v1/assets/{id}`. */
  path: string
  summary: string
  tag: string
  access: AccessClass
  query?: z.ZodType
  body?: z.ZodType
  /** A multipart body, described in words; multer parses it. */
  multipart?: { metadata: z.ZodType }
  /** Request header If-Match is required (RFC 9110 §13.1.1). */
  ifMatch?: true
  status: number
  /** `events`: server-sent events that go on until one side ends them; the handler answers by itself, as for `bytes`. */
  answer: z.ZodType | 'bytes' | 'nothing' | 'events'
}
