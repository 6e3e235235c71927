export type WidgetWish = { feed: string; count: number; language: 'vi' | 'en' }

/** The one line that a site pastes. Names and numbers come from closed lists, so nothing in it needs escaping. */
export function widgetCode(script: string, { feed, count, language }: WidgetWish): string {
  return `<script src="${script}" data-feed="${feed}" data-limit="${count}" data-lang="${language}" async></script>`
}
