import { z } from 'zod'

const address = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[^\s@,;:<>"()[\]\\\p{Cc}]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z]{2,63}$/u)
const name = z
  .string()
  .trim()
  .max(200)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u)

/** Of a channel of this kind: the press list, and how its letters are written. */
export const pressSettings = z.strictObject({
  /** Each once, whatever the case it is written in. */
  recipients: z
    .array(z.strictObject({ address, name: name.default('') }))
    .min(1)
    .max(500)
    .refine(list => new Set(list.map(each => each.address)).size === list.length, { error: 'twice' }),
  /** How long the links to files hold. */
  linkDays: z.int().min(1).max(30).default(7),
  language: z.enum(['vi', 'en']).default('vi'),
  /** Where answers go; the hub's own address reads none. */
  replyTo: address.optional(),
})
export type PressSettings = z.infer<typeof pressSettings>
export type PressRecipient = PressSettings['recipients'][number]
