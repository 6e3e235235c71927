import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The system's tools that renditions need; `npm run setup` puts them in place. */
export const mediaTools = ['ffmpeg', 'ffprobe', 'pdftoppm', 'pdftotext', 'pdfinfo', 'heif-convert', 'perl'] as const
/** Tools that make more of a file where they are; without them it is usable all the same, so nothing waits for them. */
export const furtherTools = ['soffice', 'tesseract'] as const
export type FurtherTool = (typeof furtherTools)[number]
export type MediaTool = (typeof mediaTools)[number] | FurtherTool

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
  return mediaTools.filter(tool => !isThere(tool, path))
}

/** Whether one of the further tools is on the PATH now. */
export function hasTool(tool: FurtherTool, path: string = process.env.PATH ?? ''): boolean {
  return isThere(tool, path)
}

/** Throws ToolMissing for the first of these that is not there. */
export function requireTools(tools: readonly MediaTool[], path?: string): void {
  const missing = missingTools(path).find(tool => tools.includes(tool))
  if (missing) throw new ToolMissing(missing)
}

function isThere(tool: MediaTool, path: string): boolean {
  const folders = path.split(delimiter).filter(Boolean)
  return folders.some(folder => isExecutable(join(folder, tool)))
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
