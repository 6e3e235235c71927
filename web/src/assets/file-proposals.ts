import type { Embedded } from '#contracts/embedded'
import type { EditDraft, EditField } from './edit-draft.ts'
import { tagsOf } from './edit-draft.ts'

export type ProposedField = Extract<
  EditField,
  | 'title'
  | 'description'
  | 'creator'
  | 'date'
  | 'credit'
  | 'altText'
  | 'holder'
  | 'usageTerms'
  | 'statement'
  | 'topics'
  | 'places'
  | 'tags'
>
/** What the file says for one field that the form does not say already. `patch` is what the form says after "use". */
export type Proposal = {
  field: ProposedField
  value: string
  codes: string[]
  empty: boolean
  patch: Partial<EditDraft>
}

/** The proposals of a file against the form as it stands, in the form's order. A person's words stay until they press. */
export function proposalsFor(embedded: Embedded, draft: EditDraft): Proposal[] {
  const { texts, taken, statement, topics, places, tags } = embedded
  const line = (
    field: 'title' | 'description' | 'creator' | 'credit' | 'altText' | 'date',
    value: string | undefined,
  ) =>
    value && value !== draft[field]
      ? [{ field, value, codes: [], empty: draft[field] === '', patch: { [field]: value } }]
      : []
  // Holder and terms are a part of the statement: without one the hub keeps neither.
  const right = (field: 'holder' | 'usageTerms', value: string | undefined) =>
    value && (draft.statement || statement) && value !== draft[field]
      ? [{ field, value, codes: [], empty: draft[field] === '', patch: { [field]: value } }]
      : []
  const list = (field: 'topics' | 'places', codes: readonly string[]) => {
    const fresh = codes.filter(code => !draft[field].includes(code))
    const patch = { [field]: [...draft[field], ...fresh] }
    return fresh.length > 0 ? [{ field, value: '', codes: fresh, empty: draft[field].length === 0, patch }] : []
  }
  const words = tags.filter(tag => !tagsOf(draft.tags).includes(tag) && !/[,;]/.test(tag))
  return [
    ...line('title', texts.title?.value),
    ...line('description', texts.description?.value),
    ...line('creator', texts.creator?.value),
    ...line('date', taken?.date),
    ...(statement && statement !== draft.statement
      ? [
          {
            field: 'statement' as const,
            value: statement,
            codes: [],
            empty: draft.statement === '',
            patch: { statement },
          },
        ]
      : []),
    ...right('holder', texts.holder?.value),
    ...right('usageTerms', texts.usageTerms?.value),
    ...line('credit', texts.credit?.value),
    ...line('altText', texts.altText?.value),
    ...list('topics', topics),
    ...list('places', places),
    ...(words.length > 0
      ? [
          {
            field: 'tags' as const,
            value: words.join(', '),
            codes: [],
            empty: draft.tags.trim() === '',
            patch: { tags: [...tagsOf(draft.tags), ...words].join(', ') },
          },
        ]
      : []),
  ] as Proposal[]
}
