import { ZipFile } from 'yazl'

// Office documents as their programs write them, with nothing but what a reader needs.
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const package_ = 'http://schemas.openxmlformats.org/package/2006'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const drawing = 'http://schemas.openxmlformats.org/drawingml/2006/main'
const slides = 'http://schemas.openxmlformats.org/presentationml/2006/main'

export type Parts = Record<string, string | Buffer>

/** A ZIP of these parts in their order; `mimetype` is stored, as ODF wants it. */
export async function zipParts(parts: Parts): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(parts))
    zip.addBuffer(Buffer.from(content), name, { compress: name !== 'mimetype' })
  zip.end()
  const pieces: Buffer[] = []
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

type Relation = { id: string; type: string; target: string; external?: boolean }
/** A part of relations (ECMA-376 part 2, 9.3). */
export const relationships = (list: readonly Relation[]): string =>
  `${head}<Relationships xmlns="${package_}/relationships">${list
    .map(
      ({ id, type, target, external }) =>
        `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"${external ? ' TargetMode="External"' : ''}/>`,
    )
    .join('')}</Relationships>`

const types = (overrides: Record<string, string>): string =>
  `${head}<Types xmlns="${package_}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>${Object.entries(
    overrides,
  )
    .map(
      ([part, type]) =>
        `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}"/>`,
    )
    .join('')}</Types>`

/** A paragraph of WordprocessingML, in a style where one is named. */
export const paragraph = (text: string, style?: string): string =>
  `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
export const pageBreak = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
/** A paragraph with a bullet. */
export const listItem = (text: string): string =>
  `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`
/** A table of plain cells. */
export const table = (rows: readonly (readonly string[])[]): string =>
  `<w:tbl>${rows.map(row => `<w:tr>${row.map(cell => `<w:tc>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`
/** A picture in the line; `link` is the id of its relation, which may lead out. */
export const picture = (relation: string, how: 'embed' | 'link' = 'embed'): string =>
  `<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="1800000" cy="1200000"/><wp:docPr id="1" name="Hình"/><a:graphic xmlns:a="${drawing}"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="Hình"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:${how}="${relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="1200000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`

/** A DOCX whose body is this markup; `more` adds or replaces parts, `relations` those of its main part. */
export function makeDocx(body: string, relations: readonly Relation[] = [], more: Parts = {}): Promise<Buffer> {
  return zipParts({
    '[Content_Types].xml': types({
      '/word/document.xml': 'wordprocessingml.document.main+xml',
      '/word/styles.xml': 'wordprocessingml.styles+xml',
      '/word/numbering.xml': 'wordprocessingml.numbering+xml',
    }),
    '_rels/.rels': relationships([{ id: 'r1', type: 'officeDocument', target: 'word/document.xml' }]),
    'word/document.xml': `${head}<w:document xmlns:w="${word}" xmlns:r="${office}"><w:body>${body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`,
    'word/_rels/document.xml.rels': relationships([
      { id: 'styles', type: 'styles', target: 'styles.xml' },
      { id: 'numbering', type: 'numbering', target: 'numbering.xml' },
      ...relations,
    ]),
    'word/styles.xml': `${head}<w:styles xmlns:w="${word}"><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/></w:style></w:styles>`,
    'word/numbering.xml': `${head}<w:numbering xmlns:w="${word}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
    ...more,
  })
}

/** A PPTX with one slide a text. */
export function makePptx(texts: readonly string[]): Promise<Buffer> {
  const numbers = texts.map((_, index) => index + 1)
  const tree = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
  const box = (text: string) =>
    `<p:sp><p:nvSpPr><p:cNvPr id="2" name="Chữ"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="500000" y="500000"/><a:ext cx="8000000" cy="1500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp>`
  const slide = (text: string) =>
    `${head}<p:sld xmlns:p="${slides}" xmlns:a="${drawing}" xmlns:r="${office}"><p:cSld><p:spTree>${tree}${box(text)}</p:spTree></p:cSld></p:sld>`
  return zipParts({
    '[Content_Types].xml': types({
      '/ppt/presentation.xml': 'presentationml.presentation.main+xml',
      ...Object.fromEntries(numbers.map(n => [`/ppt/slides/slide${n}.xml`, 'presentationml.slide+xml'])),
    }),
    '_rels/.rels': relationships([{ id: 'r1', type: 'officeDocument', target: 'ppt/presentation.xml' }]),
    'ppt/presentation.xml': `${head}<p:presentation xmlns:p="${slides}" xmlns:r="${office}"><p:sldIdLst>${numbers.map(n => `<p:sldId id="${255 + n}" r:id="s${n}"/>`).join('')}</p:sldIdLst><p:sldSz cx="9144000" cy="5143500"/></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relationships(
      numbers.map(n => ({ id: `s${n}`, type: 'slide', target: `slides/slide${n}.xml` })),
    ),
    ...Object.fromEntries(numbers.map((n, index) => [`ppt/slides/slide${n}.xml`, slide(texts[index] ?? '')])),
  })
}

export type OdfKind = 'text' | 'presentation' | 'spreadsheet'

/** An OpenDocument file whose `office:body` holds this markup. */
export function makeOdf(kind: OdfKind, body: string, more: Parts = {}): Promise<Buffer> {
  const type = `application/vnd.oasis.opendocument.${kind}`
  const spaces = ['office', 'text', 'table', 'draw', 'style', 'presentation', 'script']
    .map(name => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
    .join(' ')
  return zipParts({
    mimetype: type,
    'META-INF/manifest.xml': `${head}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="${type}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
    'content.xml': `${head}<office:document-content ${spaces} xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3"><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
    ...more,
  })
}
