import { z } from 'zod'

/** Of a channel of this kind. `status`: `pending` where the site's editors look before it is public. */
export const wordpressSettings = z.strictObject({
  status: z.enum(['publish', 'pending']).default('publish'),
  /** Categories (their numbers at the site) of every post. */
  categories: z.array(z.int().positive()).max(50).default([]),
  /** Mapping: the hub's topic to the site's category. */
  topicCategories: z.record(z.string().max(64), z.int().positive()).default({}),
  /** The site says nowhere how large a file may be. */
  maxMediaMegabytes: z.int().min(1).max(4096).default(64),
})
/** An application password of an Author: an administrator of the site would keep `<script>`. */
export const wordpressCredentials = z.strictObject({
  user: z
    .string()
    .min(1)
    .max(200)
    .refine(name => !name.includes(':')),
  applicationPassword: z.string().min(1).max(200),
})
