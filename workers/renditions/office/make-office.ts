import { formatOf } from '#contracts/file-format'
import { articleName, printedName } from '#server/renditions/profiles'
import type { Made, MadeRendition, Task } from '../made.ts'
import { hasTool } from '../missing-tools.ts'
import { makePdf } from '../pdf.ts'
import { PermanentFault } from '../permanent-fault.ts'
import { printOffice } from './office-pdf.ts'
import { openOffice } from './open-office.ts'

/**
 * Makes an office document usable: printed as a PDF where LibreOffice is installed, and then pages and text as of any PDF; else its
 * text alone. A DOCX also leaves what an article can be made of. Throws PermanentFault.
 */
export async function makeOffice(task: Task): Promise<Made> {
  const extension = formatOf(task.contentType)?.extension ?? ''
  const { file, texts, article } = await openOffice(task, extension)
  task.progress(15)
  const more = article ? [rendition(articleName, article, 'application/json')] : []
  const printed = await print(
    task,
    file,
    extension,
    texts.some(text => text !== ''),
  )
  if (typeof printed === 'string') return withoutPages(texts, more, { format: extension, office: printed })
  const { pdf, made } = printed
  return {
    renditions: [...made.renditions, rendition(printedName, pdf, 'application/pdf'), ...more],
    facts: { ...made.facts, details: { ...made.facts.details, format: extension, office: 'printed' } },
    // A narrow column cuts its cells off when it is printed; letters printed as shapes are no text in the PDF.
    texts: sheets.has(extension) || made.texts.length === 0 ? numbered(texts) : made.texts,
  }
}

const sheets = new Set(['xlsx', 'ods'])

/** `absent` where LibreOffice is not installed, `failed` where it could not, but the text could be read. */
async function print(task: Task, file: string, extension: string, hasText: boolean) {
  if (!hasTool('soffice')) return 'absent'
  try {
    const pdf = await printOffice(task, file, extension)
    const progress = (percent: number) => task.progress(40 + percent * 0.6)
    return { pdf, made: await makePdf({ ...task, input: pdf, progress }) }
  } catch (error) {
    if (!(error instanceof PermanentFault) || !hasText) throw error
    return 'failed'
  }
}

function withoutPages(texts: readonly string[], renditions: MadeRendition[], details: Made['facts']['details']): Made {
  return {
    renditions,
    facts: { width: null, height: null, durationMs: null, pageCount: null, thumbhash: null, details },
    texts: numbered(texts),
  }
}

const numbered = (texts: readonly string[]): Made['texts'] =>
  texts.map((text, index) => ({ page: index + 1, text })).filter(({ text }) => text !== '')

function rendition(name: string, file: string, contentType: string): MadeRendition {
  return { name, file, contentType, width: null, height: null, durationMs: null }
}
