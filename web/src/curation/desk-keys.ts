export type DeskCommand =
  | 'next'
  | 'previous'
  | 'approve'
  | 'return'
  | 'channels'
  | 'edit'
  | 'schedule'
  | 'select'
  | 'range'
  | 'comment'
  | 'compare'
  | 'item'
  | 'undo'
  | 'clear'
  | 'typing'
  | 'help'
type KeyLike = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey?: boolean; repeat: boolean }
type TargetLike = { tagName: string; isContentEditable: boolean; type?: string } | null

const commands: Record<string, DeskCommand> = {
  ...{ j: 'next', k: 'previous', a: 'approve', r: 'return', c: 'channels', e: 'edit', s: 'schedule', x: 'select' },
  ...{ m: 'comment', v: 'compare', '.': 'item', z: 'undo', escape: 'clear', '?': 'help' },
}
const repeatable: DeskCommand[] = ['next', 'previous', 'item']
// A keyboard program for Vietnamese turns "a" and "r" into "ả": the person means commands, the page cannot know which.
const composed = /^[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]$/i

/**
 * What a key means at the desk, or null. Typing is never a command (WCAG 2.1.4), nor is a key with Ctrl, Alt or Cmd; a key held
 * down walks through the queue but decides only once. `typing`: a keyboard program for Vietnamese stands in between.
 */
export function deskCommand(event: KeyLike, target: TargetLike): DeskCommand | null {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(target)) return null
  if (event.key === 'Process' || composed.test(event.key.normalize('NFC'))) return event.repeat ? null : 'typing'
  const named = commands[event.key.toLowerCase()] ?? null
  const command = named === 'select' && event.shiftKey ? 'range' : named
  if (command === null || (event.repeat && !repeatable.includes(command))) return null
  return command
}

const pressed = ['checkbox', 'radio', 'button', 'submit']

function isTyping(target: TargetLike): boolean {
  if (target === null) return false
  if (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName)) return true
  return target.tagName === 'INPUT' && !pressed.includes(target.type ?? 'text')
}

/** Where to stand after the nomination at `index` left a queue of `count`: the one that moved up, or the new last one. */
export function placeAfter(index: number, count: number): number | null {
  return count <= 1 ? null : Math.min(index, count - 2)
}
