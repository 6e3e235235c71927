/**
 * A file name as it may be kept and shown: NFC, the last path segment only, no control or bidi characters, at most 200 characters
 * with the ending kept. Never empty.
 */
export function cleanFileName(raw: string): string {
  const last = raw.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const clean = last
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '')
    .trim()
    .replace(/^\.+/, '')
  if (clean === '') return 'tep'
  const letters = [...clean]
  if (letters.length <= 200) return clean
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(clean)?.[0] ?? ''
  return letters.slice(0, 200 - [...ending].length).join('') + ending
}

/** The title of a file that came without one: its name without the ending, underscores read as spaces. */
export function titleFromFileName(name: string): string {
  const stem = name
    .replace(/\.[\p{L}\p{N}]{1,10}$/u, '')
    .replace(/_+/g, ' ')
    .trim()
  return stem === '' ? name : stem
}
