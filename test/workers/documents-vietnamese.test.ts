import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fontkit from '@pdf-lib/fontkit'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { makePdf } from '#workers/renditions/pdf'
import { drawLine, embedBeVietnam } from '../../scripts/demo-media/vietnamese-text.ts'

// Every vowel with every mark, small and capital, and the letters that Vietnamese adds.
const vowels = [...'aăâeêioôơuưy']
const marked = vowels.map(vowel =>
  ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'].map(mark => (vowel + mark).normalize('NFC')).join(' '),
)
const lines = [
  ...marked,
  ...marked.map(line => line.toUpperCase()),
  'đ Đ',
  'Nghị quyết về phát triển du lịch núi Bà Đen',
]

describe('the text of a PDF with mixed fonts', () => {
  it('keeps every Vietnamese letter, whichever face a line is set in and however its marks were written', async () => {
    const pdf = await PDFDocument.create()
    pdf.registerFontkit(fontkit)
    const [regular, bold] = [await embedBeVietnam(pdf, 400), await embedBeVietnam(pdf, 700)]
    const latin = await pdf.embedFont(StandardFonts.TimesRoman)
    const page = pdf.addPage([595, 842])
    page.drawText('Report 2026', { x: 40, y: 800, size: 12, font: latin })
    for (const [index, line] of lines.entries())
      drawLine(page, index % 2 === 0 ? regular : bold, line, { x: 40, y: 770 - index * 20, size: 12 })
    const folder = await mkdtemp(join(tmpdir(), 'vietnamese-'))
    try {
      await writeFile(join(folder, 'in.pdf'), await pdf.save())
      await chmod(folder, 0o777)
      const signal = new AbortController().signal
      const task = { input: join(folder, 'in.pdf'), contentType: 'application/pdf', folder, signal, progress: () => {} }
      const { texts } = await makePdf(task)
      expect(texts.map(({ page: number }) => number)).toEqual([1])
      const read = texts[0]!.text.split(/\n+/)
      // Lone letters of two faces stand so near that poppler sees no blank between them; words keep theirs.
      const letters = (list: readonly string[]) => list.map(line => line.normalize('NFC').replaceAll(' ', ''))
      expect(letters(read)).toEqual(letters(['Report 2026', ...lines]))
      expect(texts[0]!.text).toBe(texts[0]!.text.normalize('NFC'))
      expect(read.at(-1)).toBe(lines.at(-1))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
