import { z } from 'zod'
import { uuid } from './values.ts'

/** What is taken of each item: the file as uploaded, a copy for a page (2048 px, film in 720 lines), or a small one (1024 px). */
export const zipSizes = ['original', 'web', 'preview'] as const
export type ZipSize = (typeof zipSizes)[number]
/** The most items in one ZIP. */
export const zipLimit = 500

// A browser sends a form, so that it writes what comes to disk and not into memory; there a list is one text.
const ids = z.preprocess(
  value => (typeof value === 'string' ? value.split(',') : value),
  z.array(uuid).min(1).max(zipLimit),
)
export const zipWish = z
  .strictObject({ assets: ids.optional(), collection: uuid.optional(), size: z.enum(zipSizes).default('original') })
  .refine(wish => (wish.assets === undefined) !== (wish.collection === undefined), { message: 'assets-or-collection' })
export type ZipWish = z.infer<typeof zipWish>

/** What the ZIP would hold now: so many files and bytes; the words that are written inside take some KB more each. */
export const zipPlan = z.object({ name: z.string(), files: z.int(), bytes: z.int() })
export type ZipPlan = z.infer<typeof zipPlan>
