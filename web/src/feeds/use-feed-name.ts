import { useTranslation } from 'react-i18next'
import type { Feed } from '#contracts/feed'

/** A feed's name in the reader's language. */
export function useFeedName(): (feed: Feed) => string {
  const { i18n } = useTranslation()
  return feed => feed.label[i18n.language === 'en' ? 'en' : 'vi']
}
