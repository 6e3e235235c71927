/** In an indexed body: begins the next page (a page without text has its mark too). */
export const pageMark = '\f'
/** In an indexed body: what follows on this page was read by a machine from its picture. */
export const machineMark = '\v'

/** On which page a place of an indexed body stands, and whether a machine read it there. */
export function pagePlace(body: string, at: number): { page: number; machine: boolean } {
  const before = body.slice(0, at)
  const page = before.split(pageMark).length
  return { page, machine: before.lastIndexOf(machineMark) > before.lastIndexOf(pageMark) }
}
