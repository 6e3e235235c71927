import type { Task } from '../made.ts'
import { runTool } from '../run-tool.ts'
import { type ReadPicture, readTsv } from './read-tsv.ts'

const limits = { memoryKib: 2_097_152, cpuSeconds: 60, wallMs: 120_000, outputBytes: 16_777_216 }
// Where somebody installs a language later, a worker learns it at its next start.
let installed: Promise<string> | null = null

/** How a picture is laid out: as a page of text, or as letters somewhere in it (tesseract(1), --psm 3 and 11). */
export type Layout = 'page' | 'sparse'
type Place = Pick<Task, 'folder' | 'signal'>

/** Lets Tesseract read a picture; null where neither of our languages is installed. Throws PermanentFault. */
export async function recognise(file: string, layout: Layout, place: Place): Promise<ReadPicture | null> {
  installed ??= readLanguages(place)
  const languages = await installed.catch(error => {
    installed = null
    throw error
  })
  if (!languages) return null
  const args = [file, 'stdout', '-l', languages, '--psm', layout === 'page' ? '3' : '11', 'tsv']
  // One core: it is what nobody waits for.
  const { code, stdout } = await runTool('tesseract', args, { ...place, limits, env: { OMP_THREAD_LIMIT: '1' } })
  return code === 0 ? readTsv(stdout.toString('utf8')) : { text: '', words: 0 }
}

async function readLanguages(place: Place): Promise<string> {
  const { stdout, stderr } = await runTool('tesseract', ['--list-langs'], { ...place, limits })
  const there = new Set(`${stdout.toString('utf8')}\n${stderr}`.split(/\s+/))
  return ['vie', 'eng'].filter(language => there.has(language)).join('+')
}
