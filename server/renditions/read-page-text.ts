import type { Db } from '#server/platform/db'

/** What is written on a page; what a machine read counts only where it has read for this version. */
export async function readPageText(
  db: Db,
  version: { id: string; objectId: string | null },
  page: number,
): Promise<{ text: string; machine: boolean }> {
  const rows = await db.$queryRaw<{ source: string; text: string }[]>`
    select o.source, o.text from object_text o
    where o.object_id = ${version.objectId}::uuid and o.page = ${page}
      and (o.source = 'file' or exists (
        select from ocr_run r where r.version_id = ${version.id}::uuid and (r.state = 'read' or o.page < r.next_page)))
    order by o.source`
  return { text: rows.map(row => row.text).join('\n\n'), machine: rows.some(row => row.source === 'ocr') }
}
