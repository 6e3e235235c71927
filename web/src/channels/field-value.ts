import type { FormField } from '#contracts/channel-admin'

type Json = FormField['initial']
export type Pair = { id: number; key: string; value: string }
/** What a person has typed into a field: lists are lines, numbers are text until they are read. */
export type DraftValue = string | boolean | readonly Pair[]
export type Fault = 'required' | 'number' | 'range' | 'json' | 'double'
type Read = { value: Json | undefined } | { fault: Fault }

/** The field as it stands in the form, from what is kept, else from what the kind begins with. */
export function draftOf(field: FormField, kept: Json | undefined): DraftValue {
  const value = kept === undefined ? field.initial : kept
  if (field.type === 'flag') return value === true
  if (field.type === 'mapping')
    return Object.entries(isPlain(value) ? value : {}).map(([key, each], id) => ({ id, key, value: String(each) }))
  if (field.type === 'rows') return (Array.isArray(value) ? value : []).map(row => lineOf(field, row)).join('\n')
  if (field.type === 'list') return (Array.isArray(value) ? value : []).map(String).join(separator(field))
  if (field.type === 'json') return value === null ? '' : JSON.stringify(value, null, 2)
  return value === null ? '' : String(value)
}

/** What is sent for it, `undefined` where the kind's default shall stand; or what is wrong. */
export function readField(field: FormField, draft: DraftValue): Read {
  if (typeof draft === 'boolean') return { value: draft }
  if (typeof draft !== 'string') return readPairs(field, draft)
  const text = draft.trim()
  if (text === '') return field.required ? { fault: 'required' } : { value: undefined }
  switch (field.type) {
    case 'number':
      return readNumber(field, text)
    case 'list':
      return readList(field, text)
    case 'rows':
      return {
        value: text
          .split(/[\r\n]+/)
          .filter(line => line.trim() !== '')
          .map(line => rowOf(field, line)),
      }
    case 'json':
      return readJson(text)
    default:
      // A secret is sent as it was typed, spaces and all.
      return { value: field.type === 'secret' ? draft : text }
  }
}

const separator = (field: FormField) => (field.of === 'number' ? ', ' : '\n')
const isPlain = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A thing of a list as one line: its members with semicolons between, empty ones at the end left out. */
export function lineOf({ columns }: FormField, row: Json): string {
  const members = columns.map(name => (isPlain(row) ? String(row[name] ?? '') : ''))
  return members.join('; ').replace(/(; )+$/, '')
}

/** Semicolons or, out of a spreadsheet, tabs part the members; of two, `second <first>` is read too, as letters are addressed. */
function rowOf({ columns }: FormField, line: string): { [key: string]: Json } {
  const addressed = columns.length === 2 ? /^\s*"?([^"<]*)"?\s*<([^>]+)>\s*$/.exec(line) : null
  const members = addressed ? [addressed[2], addressed[1]] : line.split(/[;\t]/)
  return Object.fromEntries(columns.map((name, index) => [name, (members[index] ?? '').trim()]))
}

function readNumber({ min, max }: FormField, text: string): Read {
  const value = Number(text.replace(',', '.'))
  if (!Number.isFinite(value)) return { fault: 'number' }
  return (min !== null && value < min) || (max !== null && value > max) ? { fault: 'range' } : { value }
}

function readList(field: FormField, text: string): Read {
  const parts = text
    .split(field.of === 'number' ? /[\s,;]+/ : /[\r\n]+/)
    .map(part => part.trim())
    .filter(Boolean)
  if (field.of === 'text') return { value: parts }
  const numbers = parts.map(Number)
  return numbers.every(Number.isFinite) ? { value: numbers } : { fault: 'number' }
}

function readPairs(field: FormField, pairs: readonly Pair[]): Read {
  const full = pairs.filter(pair => pair.key.trim() !== '' && pair.value.trim() !== '')
  if (field.required && full.length === 0) return { fault: 'required' }
  const entries = full.map(
    ({ key, value }) => [key.trim(), field.of === 'number' ? Number(value) : value.trim()] as const,
  )
  if (new Set(entries.map(([key]) => key)).size < entries.length) return { fault: 'double' }
  if (entries.some(([, value]) => typeof value === 'number' && !Number.isFinite(value))) return { fault: 'number' }
  return { value: Object.fromEntries(entries) }
}

function readJson(text: string): Read {
  try {
    return { value: JSON.parse(text) as Json }
  } catch {
    return { fault: 'json' }
  }
}
