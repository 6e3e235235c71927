/** What an asset says of its rights, as the sentence needs it. */
export type RightsFacts = {
  rights: { statement: string; holder: string | null; grant: string | null; usageTerms: string | null } | null
  credit: string
}

/** Which sentence stands for the rights; the words of each are `assets.rights.<key>`. */
export type RightsKey =
  | 'free'
  | 'licence'
  | 'licenceShare'
  | 'licenceNonCommercial'
  | 'licenceUnchanged'
  | 'granted'
  | 'grantedNonCommercial'
  | 'grantedTeaching'
  | 'askHolder'
  | 'holderUnknown'
  | 'contractLimits'
  | 'nonCommercialDomain'
  | 'notEvaluated'
  | 'undetermined'
  | 'noneKnown'
  | 'missing'
  | 'other'

export type RightsLine = {
  key: RightsKey
  /** ok: may be used on a portal; warning: not without a further step; error: may not. */
  tone: 'ok' | 'warning' | 'error'
  /** Whom to name; empty where nobody is to be named. */
  credit: string
}

/**
 * The rights in one plain line, from the statement's address (rightsstatements.org, Creative Commons), the recorded grant and the
 * credit. The hub's own clearance decides what leaves; this line says the same to people and must not promise more.
 */
export function rightsLine({ rights, credit }: RightsFacts): RightsLine {
  const name = credit.trim() || rights?.holder?.trim() || ''
  if (!rights) return { key: 'missing', tone: 'error', credit: '' }
  const { statement } = rights
  if (statement.startsWith('https://creativecommons.org/'))
    return { ...creativeCommons(statement), tone: 'ok', credit: name }
  const code = /^https?:\/\/rightsstatements\.org\/vocab\/([A-Za-z-]+)\//.exec(statement)?.[1] ?? ''
  return { ...statementOf(code, Boolean(rights.grant?.trim())), credit: name }
}

function creativeCommons(statement: string): { key: RightsKey } {
  const licence = /\/licenses\/([a-z-]+)\//.exec(statement)?.[1]
  if (!licence) return { key: 'free' }
  if (licence.includes('nc')) return { key: 'licenceNonCommercial' }
  if (licence.includes('nd')) return { key: 'licenceUnchanged' }
  return { key: licence.includes('sa') ? 'licenceShare' : 'licence' }
}

function statementOf(code: string, granted: boolean): { key: RightsKey; tone: RightsLine['tone'] } {
  switch (code) {
    case 'InC':
      return granted ? { key: 'granted', tone: 'ok' } : { key: 'askHolder', tone: 'warning' }
    case 'InC-NC':
      return granted ? { key: 'grantedNonCommercial', tone: 'ok' } : { key: 'askHolder', tone: 'warning' }
    case 'InC-EDU':
      return granted ? { key: 'grantedTeaching', tone: 'ok' } : { key: 'askHolder', tone: 'warning' }
    case 'InC-RUU':
      return { key: 'holderUnknown', tone: 'error' }
    case 'NoC-CR':
      return { key: 'contractLimits', tone: 'warning' }
    case 'NoC-NC':
      return { key: 'nonCommercialDomain', tone: 'warning' }
    case 'NKC':
      return { key: 'noneKnown', tone: 'warning' }
    case 'CNE':
      return { key: 'notEvaluated', tone: 'error' }
    case 'UND':
      return { key: 'undetermined', tone: 'error' }
    default:
      return { key: 'other', tone: 'warning' }
  }
}
