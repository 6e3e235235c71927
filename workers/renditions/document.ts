import type { Made, Task } from './made.ts'
import { makeOffice } from './office/make-office.ts'
import { makePdf } from './pdf.ts'

/** Makes what a document's profile asks for. Throws PermanentFault, ToolMissing. */
export function makeDocument(task: Task): Promise<Made> {
  return task.contentType === 'application/pdf' ? makePdf(task) : makeOffice(task)
}
