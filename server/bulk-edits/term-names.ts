import { loadTerms, type TermIndex } from '#server/bulk/load-terms'
import type { Db } from '#server/platform/db'

export type Terms = {
  index: TermIndex
  /** The Vietnamese name of a code (of rights: of a URI), where that name means no other; else the code. */
  name(scheme: string, code: string): string
}

/** The vocabularies as a sheet writes and reads them. */
export async function loadTermNames(db: Db): Promise<Terms> {
  const index = await loadTerms(db)
  const rows = await db.term.findMany({ select: { scheme: true, code: true, uri: true, nameVi: true } })
  const names = new Map<string, string>()
  for (const { scheme, code, uri, nameVi } of rows) {
    const meant = scheme === 'rights' ? uri : code
    // A name with a separator in it would be read as two.
    if (meant && !/[;,]/.test(nameVi) && index(scheme, nameVi) === meant) names.set(`${scheme} ${meant}`, nameVi)
  }
  return { index, name: (scheme, code) => names.get(`${scheme} ${code}`) ?? code }
}
