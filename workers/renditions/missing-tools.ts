import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The system's tools that renditions need; `npm run setup` puts them in place. */
export const mediaTools = ['ffmpeg', 'ffprobe', 'pdftoppm', 'pdftotext', 'pdfinfo', 'heif-convert', 'perl'] as const
export type MediaTool = (typeof mediaTools)[number]

/** A tool is not installed here: the job waits until it is, and burns no attempt. */
export class ToolMissing extends Error {
  override name = 'ToolMissing'
  readonly tool: MediaTool
  constructor(tool: MediaTool) {
    super(`${tool} is not installed on this machine`)
    this.tool = tool
  }
}

/** Which of the tools are not on the PATH now. Looks each time (a few file look-ups): an installed tool counts without a restart. */
export function missingTools(path: string = process.env.PATH ?? ''): MediaTool[] {
  const folders = path.split(delimiter).filter(Boolean)
  return mediaTools.filter(tool => !folders.some(folder => isExecutable(join(folder, tool))))
}

/** Throws ToolMissing for the first of these that is not there. */
export function requireTools(tools: readonly MediaTool[], path?: string): void {
  const missing = missingTools(path).find(tool => tools.includes(tool))
  if (missing) throw new ToolMissing(missing)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
