import { z } from 'zod'
import { assetMetadata } from './asset.ts'

/** A new article: metadata and its HTML, at most 1 MiB before it is sanitised. */
export const newArticle = assetMetadata.extend({
  html: z
    .string()
    .max(1_048_576)
    .transform(html => html.normalize('NFC')),
})
export type NewArticle = z.infer<typeof newArticle>
