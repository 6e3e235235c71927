// Opens an office document in a process of its own, so that a bomb or a crash in a reader ends this process and no other:
//   office-child.ts <file> <extension> <folder>
// Leaves clean.<extension>, texts.json and, of a DOCX, article.json in the folder. Says on stdout how it went.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { profiles } from '#server/renditions/profiles'
import { dropRights } from '../drop-rights.ts'
import { PermanentFault } from '../permanent-fault.ts'
import { requireKind, writeCleanPackage } from './clean-package.ts'
import { docxArticle } from './docx-article.ts'
import { openOfficePackage } from './office-package.ts'
import { readOfficeText } from './office-text.ts'

dropRights()
const [file = '', extension = '', folder = ''] = process.argv.slice(2)
try {
  await open()
  process.stdout.write(JSON.stringify({ failure: null }))
} catch (error) {
  if (!(error instanceof PermanentFault)) throw error
  process.stdout.write(JSON.stringify({ failure: error.failure, message: error.message }))
}

async function open(): Promise<void> {
  const clean = join(folder, `clean.${extension}`)
  const original = await openOfficePackage(file)
  try {
    await requireKind(original, extension)
    await writeCleanPackage(original, clean)
  } finally {
    original.close()
  }
  const from = await openOfficePackage(clean)
  try {
    const texts = await readOfficeText(from, extension, profiles.document.text)
    await writeFile(join(folder, 'texts.json'), JSON.stringify(texts))
  } finally {
    from.close()
  }
  // A document that mammoth stumbles over is a document all the same; it only becomes no article.
  const article = extension === 'docx' ? await docxArticle(clean).catch(error => void console.error(error)) : null
  if (article) await writeFile(join(folder, 'article.json'), JSON.stringify(article))
}
