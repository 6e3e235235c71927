import type { RightsInput } from '#contracts/rights'
import { rowMetadata } from '#server/bulk/row-metadata'
import type { Fields, Patch } from './asset-fields.ts'
import { RowRefusal } from './row-refusal.ts'
import { isClearMark, type SheetColumn, schemeOf } from './sheet-heads.ts'
import type { Terms } from './term-names.ts'
import { writtenCells } from './written-cells.ts'

export type Cells = Partial<Record<SheetColumn, string>>
const never = ['title', 'date', 'language', 'visibility']
const details = ['holder', 'grant', 'usageTerms', 'validFrom', 'validUntil', 'personalData', 'machineMade'] as const
const plain = ['title', 'description', 'creator', 'date', 'language', 'tags', 'topics', 'places', 'audiences'] as const
const plainToo = ['credit', 'altText', 'visibility', 'embargoUntil'] as const
const codeLists = ['pillars', 'themes'] as const

/**
 * What a sheet's row changes: only cells that say something else than the sheet was written with, so that a minute or a name that a
 * cell cannot hold is never lost. Throws RowRefusal with Vietnamese sentences. Pure.
 */
export function patchOfCells(cells: Cells, fields: Fields, terms: Terms): Patch {
  const now = writtenCells(fields, terms)
  const changed = (Object.entries(cells) as [SheetColumn, string][]).filter(([c, cell]) => same(cell) !== same(now[c]))
  const said: Cells = Object.fromEntries(changed.filter(([, cell]) => !isClearMark(cell)))
  const patch: Patch = {}
  for (const [column, cell] of changed) {
    if (!isClearMark(cell)) continue
    if (never.includes(column)) throw new RowRefusal('value-refused', `${column}: không để trống được`)
    patch[column] = emptied(fields[column], column)
  }
  return { ...patch, ...readCells(said, fields, terms) }
}

function readCells(said: Cells, fields: Fields, terms: Terms): Patch {
  const { pillars, themes, ...known } = said
  const wantsRights = details.some(name => said[name] !== undefined)
  const rights = said.rights ?? (wantsRights && fields.rights !== null ? String(fields.rights) : undefined)
  const read = rowMetadata({ ...known, ...(rights === undefined ? {} : { rights }) }, terms.index)
  if ('wrong' in read) throw new RowRefusal('value-refused', read.wrong.join('; '))
  const { metadata } = read
  const detailsRead: Partial<RightsInput> = typeof metadata.rights === 'object' ? metadata.rights : {}
  const patch: Record<string, unknown> = {}
  for (const name of [...plain, ...plainToo]) if (said[name] !== undefined) patch[name] = metadata[name]
  for (const name of details) if (said[name] !== undefined) patch[name] = detailsRead[name]
  if (said.rights !== undefined) patch.rights = detailsRead.statement
  for (const name of codeLists) if (said[name] !== undefined) patch[name] = codesOf(name, said[name], terms)
  return patch as Patch
}

function codesOf(column: (typeof codeLists)[number], cell: string, terms: Terms): string[] {
  const words = cell.split(cell.includes(';') ? ';' : ',').map(part => part.trim())
  return words.filter(Boolean).map(word => {
    const code = terms.index(schemeOf[column]!, word)
    if (!code) throw new RowRefusal('value-refused', `không có “${word.slice(0, 80)}” trong danh mục`)
    return code
  })
}

function emptied(value: Fields[SheetColumn], column: SheetColumn): Fields[SheetColumn] {
  if (Array.isArray(value)) return []
  if (typeof value === 'boolean') return false
  return ['description', 'creator', 'credit', 'altText'].includes(column) ? '' : null
}

/** A cell as it is compared: Excel writes line breaks in its own way. */
const same = (cell: string) => cell.normalize('NFC').replace(/\r\n?/g, '\n').trim()
