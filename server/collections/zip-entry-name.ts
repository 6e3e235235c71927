/** Names that Windows keeps for devices, with any ending. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
const longest = 150

/**
 * The name of a file inside a ZIP: NFC, one segment, nothing that Windows, macOS or Linux refuses or reads as a path, at most 150
 * characters with its ending kept. What stands in `taken` already (compared without case and as NFC, as those systems do) gets
 * ` (2)`, ` (3)` and so on; the name is added to `taken`.
 */
export function zipEntryName(wanted: string, taken: Set<string>): string {
  const { stem, ending } = split(clean(wanted))
  for (let copy = 1; ; copy++) {
    const suffix = copy === 1 ? '' : ` (${copy})`
    const room = longest - suffix.length - ending.length
    const name = `${cut(stem, room)}${suffix}${ending}`
    const key = name.toLowerCase()
    if (taken.has(key)) continue
    taken.add(key)
    return name
  }
}

function clean(wanted: string): string {
  const name = wanted
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff<>:"/\\|?*]|\p{Surrogate}/gu, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  if (name === '') return 'tep'
  return devices.test(name) ? `_${name}` : name
}

function split(name: string): { stem: string; ending: string } {
  const ending = /.(\.[^.\s]{1,10})$/u.exec(name)?.[1] ?? ''
  return { stem: name.slice(0, name.length - ending.length), ending }
}

/** By code points, so that no letter is cut in half. */
function cut(text: string, room: number): string {
  return text.length <= room ? text : [...text].slice(0, room).join('').slice(0, room).trimEnd()
}
