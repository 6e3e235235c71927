import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { z } from 'zod'
import { decoderAccount } from '#server/platform/work-folder'
import { type FailureKey, failureSentences } from '#server/renditions/failure'
import type { Task } from '../made.ts'
import { PermanentFault } from '../permanent-fault.ts'
import { runTool } from '../run-tool.ts'

const child = fileURLToPath(new URL('./office-child.ts', import.meta.url))
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const limits = { memoryKib: 'unlimited', cpuSeconds: 60, wallMs: 90_000, outputBytes: 65_536 } as const
const answer = z.object({
  failure: z.enum(Object.keys(failureSentences) as [FailureKey, ...FailureKey[]]).nullable(),
  message: z.string().optional(),
})

/** A document that was opened: cleaned of all that leads out of it, with its text, and as an article where it can be one. */
export type OpenedOffice = { file: string; texts: string[]; article: string | null }

/** Opens an office document in a process of its own. `article` is the file of docx-article.ts. Throws PermanentFault. */
export async function openOffice(task: Task, extension: string): Promise<OpenedOffice> {
  const account = decoderAccount()
  const env: Record<string, string> = account
    ? { HUB_DECODER_UID: String(account.uid), HUB_DECODER_GID: String(account.gid) }
    : {}
  // A text of 32 MB in memory is 64, and once more as it is written.
  const node = ['--max-old-space-size=512', '--import', tsx, child, task.input, extension, task.folder]
  const { code, stdout, stderr } = await runTool('node', node, { ...task, limits, env })
  const said = code === 0 ? answer.parse(JSON.parse(stdout.toString('utf8'))) : null
  // Out of memory, or a reader that broke on what the file holds: either way the file's doing.
  if (!said) throw new PermanentFault(/heap/.test(stderr) ? 'document-too-large' : 'file-corrupt', stderr.slice(-500))
  if (said.failure) throw new PermanentFault(said.failure, said.message ?? '')
  const texts = z.array(z.string()).parse(JSON.parse(await readFile(join(task.folder, 'texts.json'), 'utf8')))
  const article = join(task.folder, 'article.json')
  return {
    file: join(task.folder, `clean.${extension}`),
    texts,
    article: extension === 'docx' ? await there(article) : null,
  }
}

function there(file: string): Promise<string | null> {
  return readFile(file).then(
    () => file,
    () => null,
  )
}
