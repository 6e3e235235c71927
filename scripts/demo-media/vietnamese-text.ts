import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import fontkit from '@pdf-lib/fontkit'
import type { Color, PDFDocument, PDFFont, PDFPage } from 'pdf-lib'

const require = createRequire(import.meta.url)

/** Be Vietnam Pro as the web gets it: one file a block of characters, so each character takes the first font that has it. */
export type Face = { font: PDFFont; has: Set<number> }[]

/** Embeds Be Vietnam Pro, subset to what is drawn. */
export async function embedBeVietnam(pdf: PDFDocument, weight: 400 | 700): Promise<Face> {
  pdf.registerFontkit(fontkit)
  const face: Face = []
  for (const block of ['latin', 'vietnamese', 'latin-ext']) {
    const file = require.resolve(`@fontsource/be-vietnam-pro/files/be-vietnam-pro-${block}-${weight}-normal.woff`)
    const font = await pdf.embedFont(await readFile(file), { subset: true })
    face.push({ font, has: new Set(font.getCharacterSet()) })
  }
  return face
}

/** The text in stretches of one font each. Throws for a character that no block has. */
function stretches(face: Face, text: string): { font: PDFFont; text: string }[] {
  const parts: { font: PDFFont; text: string }[] = []
  for (const character of text.normalize('NFC')) {
    const font = face.find(({ has }) => has.has(character.codePointAt(0)!))?.font
    if (!font) throw new RangeError(`no glyph for ${character}`)
    const last = parts.at(-1)
    if (last?.font === font) last.text += character
    else parts.push({ font, text: character })
  }
  return parts
}

/** Width of a line in points. */
export function widthOf(face: Face, text: string, size: number): number {
  return stretches(face, text).reduce((sum, part) => sum + part.font.widthOfTextAtSize(part.text, size), 0)
}

export type Pen = { x: number; y: number; size: number; color?: Color }

/** Draws one line from its baseline at x, y (points from the bottom left corner). */
export function drawLine(page: PDFPage, face: Face, text: string, { x, y, size, color }: Pen): void {
  let at = x
  for (const part of stretches(face, text)) {
    page.drawText(part.text, { x: at, y, size, font: part.font, ...(color ? { color } : {}) })
    at += part.font.widthOfTextAtSize(part.text, size)
  }
}

/** Draws a paragraph of at most `width` points, broken at spaces; gives the baseline under its last line. */
export function drawParagraph(
  page: PDFPage,
  face: Face,
  text: string,
  pen: Pen & { width: number; leading: number },
): number {
  let { y } = pen
  let row = ''
  for (const word of text.split(' ')) {
    const longer = row ? `${row} ${word}` : word
    if (row && widthOf(face, longer, pen.size) > pen.width) {
      drawLine(page, face, row, { ...pen, y })
      y -= pen.leading
      row = word
    } else {
      row = longer
    }
  }
  drawLine(page, face, row, { ...pen, y })
  return y - pen.leading
}
