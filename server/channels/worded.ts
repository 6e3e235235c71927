import type { ChannelText } from '#contracts/desk'
import type { Contents } from './contents.ts'

/** What an item says in one language. `caption` stands under a picture or a film; empty where nobody wrote one. */
export type Wording = {
  language: string
  title: string
  description: string
  caption: string
  altText: string
  html: string | null
}

/**
 * An item's words for a channel: in the channel's first language where there are any, else its own; and the further languages as
 * translations. Without texts it speaks as it is. The original is not touched.
 */
export function worded(
  own: Wording,
  assetId: string,
  contents: Contents | null,
): { main: Wording; translations: Wording[] } {
  if (!contents) return { main: own, translations: [] }
  const texts = contents.texts[assetId]
  const said = (language: string): Wording | null => {
    const text = language === 'vi' || language === 'en' ? texts?.[language] : null
    if (language === own.language) return over(own, text)
    // A translation stands from its headline or its caption on: the rest may stay away, but never in the other language.
    if (!text || (!text.headline && !text.caption)) return null
    return over({ language, title: own.title, description: '', caption: '', altText: '', html: null }, text)
  }
  const [first, ...others] = contents.languages
  const main = (first && said(first)) ?? over(own, texts?.[own.language as 'vi' | 'en'])
  const translations = others.flatMap(language => (language === main.language ? [] : (said(language) ?? [])))
  return { main, translations }
}

function over(own: Wording, text: ChannelText | null | undefined): Wording {
  if (!text) return own
  return {
    language: own.language,
    title: text.headline ?? own.title,
    description: text.summary ?? own.description,
    caption: text.caption ?? own.caption,
    altText: text.altText ?? own.altText,
    html: text.body ?? own.html,
  }
}
