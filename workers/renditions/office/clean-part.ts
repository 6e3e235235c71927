import { readXmlPart } from './read-xml-part.ts'
import { attributeOf, filterAttributes, localName, xmlTokens } from './xml-tokens.ts'

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
// Macros, objects of other programs, controls, data from elsewhere, drawings that name other files, fonts.
const never =
  /vba|macros|(^|\/)(embeddings|activeX|ctrlProps|externalLinks|queryTables|webextensions|customUI|attachedToolbars|printerSettings|Fonts|fonts|Thumbnails)(\/|$)|^(Basic|Scripts|Configurations2)\/|connections\.xml$/i
const pictures = /\.(png|jpe?g|jfif|gif|tiff?|bmp|emf|wmf|wdp|webp)$/i
const xml = /\.(xml|rels|vml|rdf)$/i

export type PartKind = 'xml' | 'picture' | 'dropped'

/** What becomes of a part, by its name: read and cleaned, taken over as it is, or left out. */
export function partKind(name: string): PartKind {
  if (never.test(name)) return 'dropped'
  if (xml.test(name)) return 'xml'
  return pictures.test(name) ? 'picture' : 'dropped'
}

/**
 * An XML part of an office document with all that leads out of the package taken away: links to pictures and data elsewhere, fields
 * and formulas that fetch, commands of other programs. What is written stays. Pure; throws PermanentFault for declared entities.
 */
export function cleanPart(name: string, bytes: Buffer): Buffer {
  const text = readXmlPart(bytes)
  const clean = name.endsWith('.rels') ? cleanRelations(text) : cleanMarkup(text)
  return Buffer.from(declaration + clean, 'utf8')
}

// Where a person may be led; nothing of it is fetched.
const webLink = /^(https?:|mailto:|#)/i
const inside = /^(\.\/)?(Pictures|Object|ObjectReplacements|media)[\w ./%-]*$/i
const fetching = /WEBSERVICE|FILTERXML|\bDDE|INDIRECT|\bCALL\b|REGISTER|RTD|file:|:\/\/|\\\\/i

/** Only inner relations, and links of hypertext to the web (ECMA-376 part 2, 9.3). */
function cleanRelations(text: string): string {
  const kept: string[] = []
  for (const token of xmlTokens(text)) {
    if (token.kind !== 'open' || localName(token.name) !== 'Relationship') continue
    const [type = '', target = '', mode = ''] = ['Type', 'Target', 'TargetMode'].map(
      name => attributeOf(token.attributes, name) ?? '',
    )
    const link = type.endsWith('/hyperlink') && webLink.test(target)
    const inner = !/external/i.test(mode) && !/^[\w+.-]*:|^\/\/|\\/.test(target)
    if (!link && (!inner || /(aFChunk|attachedTemplate|subDocument|vbaProject|oleObject|frame)$/i.test(type))) continue
    kept.push(`<Relationship${token.attributes}/>`)
  }
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${kept.join('')}</Relationships>`
}

function cleanMarkup(text: string): string {
  const out: string[] = []
  // The element whose text may be a command, as a whole: a comment in the middle hides nothing.
  let command: { name: string; depth: number; text: string; at: number } | null = null
  for (const token of xmlTokens(text)) {
    if (token.kind === 'text') {
      if (command) command.text += token.text
      else out.push(token.raw)
      continue
    }
    const name = localName(token.name)
    if (command) {
      if (token.kind === 'open') command.depth += token.empty ? 0 : 1
      else if (command.depth > 0) command.depth -= 1
      else {
        // Gone with its tags: then what it last came to is shown, and not an error.
        if (harmless(command.name, command.text)) out.push(escaped(command.text), token.raw)
        else out.length = command.at
        command = null
      }
      continue
    }
    const at = out.push(token.kind === 'close' ? token.raw : cleanTag(token.name, token.attributes, token.empty)) - 1
    if (token.kind === 'open' && !token.empty && commands.test(name)) command = { name, depth: 0, text: '', at }
  }
  return out.join('')
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const commands = /^(instrText|delInstrText|f|formula\d?|definedName|calculatedColumnFormula|totalsRowFormula)$/
// Fields that look at nothing but the document itself (ECMA-376 part 1, 17.16.5), and what goes on from a run before.
const fields =
  /^\s*(PAGE|NUMPAGES|SECTION|SECTIONPAGES|PAGEREF|NOTEREF|REF|TOC|TC|XE|INDEX|SEQ|STYLEREF|HYPERLINK|DATE|TIME|CREATEDATE|SAVEDATE|AUTHOR|TITLE|SUBJECT|FORM\w+|SYMBOL|QUOTE|EQ|=)\b|^[\s\\*"@\d]/

function harmless(command: string, text: string): boolean {
  return command.endsWith('nstrText') ? fields.test(text) : !fetching.test(text) && !/\[\d+\]/.test(text)
}

function cleanTag(name: string, attributes: string, empty: boolean): string {
  const local = localName(name)
  const anchor = local === 'a' && name !== 'a'
  const kept = filterAttributes(attributes, (attribute, value) => {
    if (attribute === 'href') return anchor ? webLink.test(value) : value.startsWith('#') || isInside(value)
    if (attribute === 'src' || attribute === 'althref') return isInside(value)
    if (attribute === 'instr') return fields.test(value)
    if (attribute === 'formula' || attribute === 'condition') return !fetching.test(value) && !value.includes('#')
    return !attribute.startsWith('dde-')
  })
  return `<${name}${kept}${empty ? '/' : ''}>`
}

function isInside(value: string): boolean {
  return inside.test(value) && !value.includes('..')
}
