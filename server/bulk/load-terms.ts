import type { Db } from '#server/platform/db'
import { plainWords } from './plain-words.ts'

/** A term by what a person wrote of it: its code (of rights, the URI). Undefined where there is none, null where the name is that of several. */
export type TermIndex = (scheme: string, written: string) => string | null | undefined

/** Every term by code, URI and both names, whatever the case and the marks. Codes and URIs go before names. */
export async function loadTerms(db: Db): Promise<TermIndex> {
  const rows = await db.term.findMany({ select: { scheme: true, code: true, uri: true, nameVi: true, nameEn: true } })
  const exact = new Map<string, string>()
  const named = new Map<string, string | null>()
  for (const { scheme, code, uri, nameVi, nameEn } of rows) {
    const meant = scheme === 'rights' ? uri : code
    if (!meant) continue
    for (const key of [code, uri]) if (key) exact.set(`${scheme} ${key.toLowerCase()}`, meant)
    for (const name of new Set([nameVi, nameEn ?? ''].map(plainWords))) {
      const key = `${scheme} ${name}`
      if (name !== '') named.set(key, named.has(key) && named.get(key) !== meant ? null : meant)
    }
  }
  return (scheme, written) =>
    exact.get(`${scheme} ${written.trim().toLowerCase()}`) ?? named.get(`${scheme} ${plainWords(written)}`)
}
