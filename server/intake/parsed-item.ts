/** A picture, film or file that an item points at; `url` is http(s). */
export type ParsedMedia = { url: string; type: string | null; title: string; credit: string }

/** An item of a source, made harmless: text is plain NFC without control characters, `html` sanitised, addresses http(s) or null. */
export type ParsedItem = {
  guid: string
  url: string | null
  title: string
  summary: string
  html: string
  author: string
  publishedAt: Date | null
  /** A code of `languages`, or null where the source does not say or says another. */
  language: string | null
  credit: string
  rights: { statement: string | null; holder: string | null; usageTerms: string | null; notice: string | null }
  embargoUntil: Date | null
  media: ParsedMedia[]
}

/** What a source's answer says: what stands there, and by their guids what it takes back. */
export type ParsedFeed = { items: ParsedItem[]; withdrawn: string[] }
