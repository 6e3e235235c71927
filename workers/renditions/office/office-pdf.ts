import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Task } from '../made.ts'
import { PermanentFault } from '../permanent-fault.ts'
import { runTool } from '../run-tool.ts'
import { makeOfficeProfile } from './office-profile.ts'

// LibreOffice starts within 2 GiB of addresses; 4 GiB hold a book with pictures.
const limits = { memoryKib: 4_194_304, cpuSeconds: 120, wallMs: 180_000, outputBytes: 1_048_576 }
const mostPages = 2000
const mostPdf = 256 * 1024 * 1024

const filters: Record<string, string> = {
  docx: 'writer_pdf_Export',
  odt: 'writer_pdf_Export',
  pptx: 'impress_pdf_Export',
  odp: 'impress_pdf_Export',
  xlsx: 'calc_pdf_Export',
  ods: 'calc_pdf_Export',
}

/**
 * Prints a cleaned office document as a PDF into the work folder by LibreOffice, with a locked profile and a home of its own, without
 * network where the kernel allows. Throws PermanentFault where it cannot, or takes too long.
 */
export async function printOffice(task: Task, file: string, extension: string): Promise<string> {
  const profile = await makeOfficeProfile(task.folder)
  const options = JSON.stringify({ PageRange: { type: 'string', value: `1-${mostPages}` } })
  const { code, stderr } = await runTool(
    'soffice',
    [
      `-env:UserInstallation=${pathToFileURL(profile).href}`,
      ...['--headless', '--invisible', '--norestore', '--nolockcheck', '--nodefault', '--nologo'],
      ...['--convert-to', `pdf:${filters[extension]}:${options}`, '--outdir', task.folder, file],
    ],
    { ...task, limits, env: { HOME: profile, TMPDIR: task.folder, SAL_USE_VCLPLUGIN: 'svp' } },
  )
  const made = join(task.folder, `clean.pdf`)
  const size = await stat(made).then(
    found => found.size,
    () => 0,
  )
  // It leaves with 0 where it could not load a document: what lies there counts.
  if (size === 0) throw new PermanentFault('file-corrupt', `LibreOffice made nothing (${code}): ${stderr.slice(-500)}`)
  if (size > mostPdf) throw new PermanentFault('document-too-large', `a PDF of ${size} bytes`)
  return made
}
