import { z } from 'zod'
import { asset } from './asset.ts'

/** The text of one page; `machine` where a machine read it from the page's picture, and may have misread it. */
export const pageText = z.object({
  page: z.int(),
  pages: z.int(),
  text: z.string(),
  machine: z.boolean(),
})
export type PageText = z.infer<typeof pageText>

/** The article that was made of a document, and how many of its pictures an article cannot show. */
export const documentArticleAnswer = z.object({ asset, droppedPictures: z.int() })
export type DocumentArticleAnswer = z.infer<typeof documentArticleAnswer>
