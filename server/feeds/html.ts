import { escapeHtml } from '#server/platform/escape-html'

/** A piece of HTML that may stand as it is. */
export type Html = { readonly html: string }
type Value = string | number | null | undefined | false | Html | readonly Html[]

/** A template whose values are escaped, but for pieces of HTML: nothing that a person wrote becomes markup by being forgotten. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return { html: parts.map((part, at) => part + (at < values.length ? written(values[at]) : '')).join('') }
}

/** HTML that was made safe before: an article's body out of the sanitiser, JSON for a script. */
export function trusted(text: string): Html {
  return { html: text }
}

function written(value: Value): string {
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value))
  if ('html' in value) return value.html
  return value.map(each => each.html).join('')
}
