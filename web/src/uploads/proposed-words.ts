import type { FileSays } from '#contracts/embedded-words'
import { matchTerms, type NamedTerm } from '#contracts/match-terms'
import type { MetadataDraft } from '../articles/metadata-draft.ts'

/** What a file says, as the form's fields; only those that it says something for. */
export type Proposed = { title?: string } & Partial<
  Pick<
    MetadataDraft,
    'description' | 'creator' | 'date' | 'credit' | 'altText' | 'rights' | 'holder' | 'topics' | 'places' | 'tags'
  >
>

/** The file's words against the vocabulary. Pure. */
export function proposedWords(says: FileSays, terms: readonly NamedTerm[]): Proposed {
  const { title, description, creator, credit, altText, holder } = says.texts
  const { topics, places, tags, statement } = matchTerms(says, terms)
  const all: Proposed = {
    ...{ title: title?.value, description: description?.value, creator: creator?.value, credit: credit?.value },
    ...{ altText: altText?.value, date: says.taken?.date, topics, places, tags },
    // A holder without a statement has no place to stand in.
    ...(statement ? { rights: statement, holder: holder?.value } : {}),
  } as Proposed
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value.length > 0))
}

/**
 * The batch with what the file says in its empty fields. What a person wrote for the batch stands before the file, and what they wrote
 * for the file (`own`) before both. The date is empty as long as it is the form's own, today.
 */
export function batchFor(
  { proposed }: { proposed: Proposed | null },
  batch: MetadataDraft,
  today: string,
): MetadataDraft {
  return { ...batch, ...fromFile(proposed, batch, today) }
}

/** The fields that are the file's for this batch, as they stand. */
export function fromFile(proposed: Proposed | null, batch: MetadataDraft, today: string): Partial<MetadataDraft> {
  const { title: _title, holder, ...said } = proposed ?? {}
  const taken = Object.entries(said).filter(([name]) => isEmpty(batch, name as keyof MetadataDraft, today))
  const words = Object.fromEntries(taken) as Partial<MetadataDraft>
  return words.rights && holder && batch.holder === '' ? { ...words, holder } : words
}

function isEmpty(batch: MetadataDraft, name: keyof MetadataDraft, today: string): boolean {
  return name === 'date' ? batch.date === '' || batch.date === today : batch[name].length === 0
}
