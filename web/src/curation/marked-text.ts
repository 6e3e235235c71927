const known = new Set(['H2', 'H3', 'P', 'UL', 'OL', 'LI', 'BLOCKQUOTE', 'STRONG', 'B', 'EM', 'I', 'A', 'BR'])

/**
 * The HTML of an article as the plain words with marks that the editor takes. Null where it holds what those marks cannot say, such as
 * a picture or a table: written back it would be lost.
 */
export function markedText(html: string): string | null {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  if ([...body.querySelectorAll('*')].some(element => !known.has(element.tagName))) return null
  return [...body.childNodes]
    .map(block)
    .filter(text => text !== '')
    .join('\n\n')
}

function block(node: Node): string {
  if (!(node instanceof Element)) return node.textContent?.trim() ?? ''
  const { tagName } = node
  if (tagName === 'H2' || tagName === 'H3') return `${tagName === 'H2' ? '##' : '###'} ${inline(node).trim()}`
  if (tagName === 'UL' || tagName === 'OL')
    return [...node.children]
      .map((item, index) => `${tagName === 'UL' ? '-' : `${index + 1}.`} ${inline(item).trim()}`)
      .join('\n')
  if (tagName === 'BLOCKQUOTE')
    return inline(node)
      .trim()
      .split('\n')
      .map(line => `> ${line}`)
      .join('\n')
  return inline(node).trim()
}

function inline(node: Node): string {
  return [...node.childNodes]
    .map(child => {
      if (!(child instanceof Element)) return (child.textContent ?? '').replace(/\s+/g, ' ')
      const text = inline(child)
      if (child.tagName === 'BR') return '\n'
      if (child.tagName === 'STRONG' || child.tagName === 'B') return `**${text}**`
      if (child.tagName === 'EM' || child.tagName === 'I') return `*${text}*`
      return child.tagName === 'A' ? `[${text}](${child.getAttribute('href') ?? ''})` : text
    })
    .join('')
}
