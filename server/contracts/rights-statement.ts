/** What a rights statement means for use. `ask`: the holder has to be asked first. `never`: no grant mends it. */
export type StatementMeaning =
  | { use: 'free'; limit: null | 'share' | 'non-commercial' | 'unchanged' | 'education' | 'unlimited' }
  | { use: 'ask' | 'contract' | 'non-commercial' | 'unknown-limits' | 'other' }
  | { use: 'never'; why: 'holder-unknown' | 'not-evaluated' | 'undetermined' }

/**
 * Reads a statement of Creative Commons or rightsstatements.org; a work in copyright is `free` only with a recorded grant, within
 * what the statement itself says.
 */
export function statementMeaning(statement: string, grant: string | null): StatementMeaning {
  if (statement.startsWith('https://creativecommons.org/')) return creativeCommons(statement)
  const granted = (grant ?? '').trim() !== ''
  switch (/^https?:\/\/rightsstatements\.org\/vocab\/([A-Za-z-]+)\//.exec(statement)?.[1]) {
    case 'InC':
      return granted ? { use: 'free', limit: null } : { use: 'ask' }
    case 'InC-NC':
      return granted ? { use: 'free', limit: 'non-commercial' } : { use: 'ask' }
    case 'InC-EDU':
      return granted ? { use: 'free', limit: 'education' } : { use: 'ask' }
    case 'NoC-NC':
      return { use: 'non-commercial' }
    case 'NoC-CR':
      return { use: 'contract' }
    case 'NKC':
      return { use: 'unknown-limits' }
    case 'InC-RUU':
      return { use: 'never', why: 'holder-unknown' }
    case 'CNE':
      return { use: 'never', why: 'not-evaluated' }
    case 'UND':
      return { use: 'never', why: 'undetermined' }
    default:
      return { use: 'other' }
  }
}

function creativeCommons(statement: string): StatementMeaning {
  const licence = /\/licenses\/([a-z-]+)\//.exec(statement)?.[1]
  if (!licence) return { use: 'free', limit: 'unlimited' }
  if (licence.includes('nc')) return { use: 'free', limit: 'non-commercial' }
  if (licence.includes('nd')) return { use: 'free', limit: 'unchanged' }
  return { use: 'free', limit: licence.includes('sa') ? 'share' : null }
}
