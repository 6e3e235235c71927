/** What a writer types, read as blocks. One tree feeds the preview and the HTML that is sent, so both always agree. */
export type Inline = { kind: 'text' | 'strong' | 'em'; text: string } | { kind: 'link'; text: string; href: string }
export type Block =
  | { kind: 'h2' | 'h3'; line: Inline[] }
  | { kind: 'p' | 'quote'; lines: Inline[][] }
  | { kind: 'ul' | 'ol'; items: Inline[][] }

const heading = /^(#{2,3})\s+(.+)$/
const bullet = /^[-*•]\s+(.+)$/
const numbered = /^\d{1,3}[.)]\s+(.+)$/
const quoted = /^>\s?(.*)$/
const inlineMarks =
  /\[([^\]\n]+)\]\(([^()\s]+)\)|\*\*([^*\n]+)\*\*|\*([^*\n]+)\*|(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/g

export function parseArticle(source: string): Block[] {
  const blocks: Block[] = []
  let open = true
  for (const raw of source.normalize('NFC').replace(/\r\n?/g, '\n').split('\n')) {
    const line = raw.trim()
    if (line === '') {
      open = true
      continue
    }
    const next = blockOf(line)
    const last = blocks.at(-1)
    if (open || !last || !grow(last, next)) blocks.push(next)
    open = next.kind === 'h2' || next.kind === 'h3'
  }
  return blocks
}

function blockOf(line: string): Block {
  const head = heading.exec(line)
  if (head) return { kind: head[1] === '##' ? 'h2' : 'h3', line: parseInline(head[2] ?? '') }
  const item = bullet.exec(line)
  if (item) return { kind: 'ul', items: [parseInline(item[1] ?? '')] }
  const step = numbered.exec(line)
  if (step) return { kind: 'ol', items: [parseInline(step[1] ?? '')] }
  const quote = quoted.exec(line)
  if (quote) return { kind: 'quote', lines: [parseInline(quote[1] ?? '')] }
  return { kind: 'p', lines: [parseInline(line)] }
}

/** Lines that follow each other and are of one kind are one block. */
function grow(last: Block, next: Block): boolean {
  if ('items' in last && 'items' in next && last.kind === next.kind) {
    last.items.push(...next.items)
    return true
  }
  if ('lines' in last && 'lines' in next && last.kind === next.kind) {
    last.lines.push(...next.lines)
    return true
  }
  return false
}

function parseInline(line: string): Inline[] {
  const pieces: Inline[] = []
  let from = 0
  for (const match of line.matchAll(inlineMarks)) {
    const [whole, label, target, strong, em, bare] = match
    const href = safeHref(target ?? bare ?? '')
    if (label !== undefined && href === null) continue
    if (match.index > from) pieces.push({ kind: 'text', text: line.slice(from, match.index) })
    if (href !== null) pieces.push({ kind: 'link', text: label ?? whole, href })
    else pieces.push({ kind: strong === undefined ? 'em' : 'strong', text: strong ?? em ?? '' })
    from = match.index + whole.length
  }
  if (from < line.length) pieces.push({ kind: 'text', text: line.slice(from) })
  return pieces
}

// Anything but these would be taken out by the server's allow-list: the preview must not promise it.
function safeHref(target: string): string | null {
  return /^(https?:\/\/|mailto:)\S+$/i.test(target) ? target : null
}

export function articleHtml(blocks: Block[]): string {
  return blocks.map(blockHtml).join('\n')
}

function blockHtml(block: Block): string {
  if ('items' in block)
    return `<${block.kind}>${block.items.map(item => `<li>${inlineHtml(item)}</li>`).join('')}</${block.kind}>`
  if ('line' in block) return `<${block.kind}>${inlineHtml(block.line)}</${block.kind}>`
  const body = block.lines.map(inlineHtml).join('<br>')
  return block.kind === 'quote' ? `<blockquote><p>${body}</p></blockquote>` : `<p>${body}</p>`
}

function inlineHtml(pieces: Inline[]): string {
  return pieces
    .map(piece => {
      if (piece.kind === 'text') return escapeHtml(piece.text)
      if (piece.kind === 'link') return `<a href="${escapeHtml(piece.href)}">${escapeHtml(piece.text)}</a>`
      return `<${piece.kind}>${escapeHtml(piece.text)}</${piece.kind}>`
    })
    .join('')
}

function escapeHtml(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

export function countWords(source: string): number {
  return source.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word)).length
}
