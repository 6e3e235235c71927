import type { OfficePackage } from './office-package.ts'
import { readXmlPart } from './read-xml-part.ts'
import { attributeOf, localName, type XmlToken, xmlTokens } from './xml-tokens.ts'

export type TextLimits = { pages: number; charactersAPage: number }

/**
 * What is written in an office document, by page as far as it has any: slides, sheets, and where a text document was broken when it
 * was last saved. Without the office suite this is all that is known of it. Throws PermanentFault.
 */
export async function readOfficeText(from: OfficePackage, extension: string, limits: TextLimits): Promise<string[]> {
  const pages: string[] = []
  let size = 0
  for (const page of await pagesOf(from, extension)) {
    if (pages.length >= limits.pages) break
    const text = page
      .replaceAll('\0', '')
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
    // A long text without breaks goes on as if it had them.
    for (let at = 0; at < Math.max(1, text.length) && pages.length < limits.pages; at += limits.charactersAPage)
      pages.push(
        text
          .slice(at, at + limits.charactersAPage)
          .normalize('NFC')
          .trim(),
      )
    size += text.length
    if (size > limits.charactersAPage * 200) break
  }
  return pages
}

async function pagesOf(from: OfficePackage, extension: string): Promise<string[]> {
  if (extension === 'docx') return flowPages(await part(from, 'word/document.xml'), word)
  if (extension === 'pptx')
    return Promise.all(numbered(from, 'ppt/slides/slide').map(async name => joined(await part(from, name), word)))
  if (extension === 'xlsx') return sheetPages(from)
  const content = await part(from, 'content.xml')
  if (extension === 'odt') return flowPages(content, odf)
  return cutBy(content, extension === 'odp' ? 'page' : 'table')
}

const part = async (from: OfficePackage, name: string): Promise<string> => readXmlPart(await from.read(name))

/** `slide1.xml` before `slide10.xml`. */
function numbered(from: OfficePackage, prefix: string): string[] {
  const numberOf = (name: string) => Number(/(\d+)\.xml$/.exec(name)?.[1] ?? 0)
  return from.names
    .filter(name => name.startsWith(prefix) && /\d+\.xml$/.test(name))
    .sort((a, b) => numberOf(a) - numberOf(b))
}

/** In which elements text stands, or null where all of it counts; what ends a line, what is a blank, what breaks a page. */
type Vocabulary = { text: RegExp | null; lines: RegExp; blanks: RegExp; breaks: (token: XmlToken) => boolean }

// ECMA-376 part 1: 17.3.3.31 (t), 17.3.3.13 (lastRenderedPageBreak), 21.1.2.3.11 (a:t).
const word: Vocabulary = {
  text: /^t$/,
  lines: /^(p|br|cr|tr)$/,
  blanks: /^(tab|ptab|noBreakHyphen|tc)$/,
  breaks: token =>
    token.kind === 'open' &&
    (localName(token.name) === 'lastRenderedPageBreak' ||
      (localName(token.name) === 'br' && attributeOf(token.attributes, 'type') === 'page')),
}
const odf: Vocabulary = {
  text: null,
  lines: /^(p|h|line-break|table-row)$/,
  blanks: /^(s|tab|table-cell)$/,
  breaks: token => token.kind === 'open' && localName(token.name) === 'soft-page-break',
}

function flowPages(xml: string, vocabulary: Vocabulary): string[] {
  const pages = ['']
  read(xml, vocabulary, (text, isBreak) => {
    if (!isBreak) pages[pages.length - 1] += text
    else if (pages.at(-1) !== '') pages.push('')
  })
  return pages
}

function joined(xml: string, vocabulary: Vocabulary): string {
  const pieces: string[] = []
  read(xml, vocabulary, text => pieces.push(text))
  return pieces.join('')
}

function read(xml: string, vocabulary: Vocabulary, say: (text: string, isBreak: boolean) => void): void {
  let inText = vocabulary.text === null
  for (const token of xmlTokens(xml)) {
    if (token.kind === 'text') {
      if (inText) say(token.text, false)
      continue
    }
    const name = localName(token.name)
    if (vocabulary.breaks(token)) say('', true)
    if (vocabulary.text?.test(name)) inText = token.kind === 'open' && !token.empty
    const ends = token.kind === 'close' || token.empty
    if (ends && vocabulary.lines.test(name)) say('\n', false)
    else if (ends && vocabulary.blanks.test(name)) say(' ', false)
  }
}

/** Slides and sheets of ODF: each element of this name is a page. */
function cutBy(xml: string, element: string): string[] {
  return xml
    .split(new RegExp(`<[\\w.-]+:${element}[\\s>]`))
    .slice(1)
    .map(piece => joined(`<x ${piece}`, odf))
}

/** The cells as they are kept: shared texts, texts of their own, plain numbers (ECMA-376 part 1, 18.3.1.4). */
async function sheetPages(from: OfficePackage): Promise<string[]> {
  const shared = from.names.includes('xl/sharedStrings.xml')
    ? sharedTexts(await part(from, 'xl/sharedStrings.xml'))
    : []
  const pages: string[] = []
  for (const name of numbered(from, 'xl/worksheets/sheet')) pages.push(sheetText(await part(from, name), shared))
  return pages
}

function sharedTexts(xml: string): string[] {
  const texts: string[] = []
  let inText = false
  for (const token of xmlTokens(xml)) {
    if (token.kind === 'text') {
      if (inText && texts.length > 0) texts[texts.length - 1] += token.text
      continue
    }
    const name = localName(token.name)
    if (token.kind === 'open' && name === 'si') texts.push('')
    if (name === 't') inText = token.kind === 'open' && !token.empty
  }
  return texts
}

function sheetText(xml: string, shared: readonly string[]): string {
  const pieces: string[] = []
  let type = ''
  let valued: string | null = null
  for (const token of xmlTokens(xml)) {
    if (token.kind === 'text') {
      if (valued === 'v') pieces.push(type === 's' ? (shared[Number(token.text)] ?? '') : token.text)
      else if (valued === 't') pieces.push(token.text)
      continue
    }
    const name = localName(token.name)
    if (token.kind === 'open') {
      if (name === 'c') type = attributeOf(token.attributes, 't') ?? ''
      if (!token.empty && (name === 'v' || name === 't')) valued = name
    } else {
      valued = null
      if (name === 'c') pieces.push(' ')
      if (name === 'row') pieces.push('\n')
    }
  }
  return pieces.join('')
}
