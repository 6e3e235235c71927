import type { Asset } from '#contracts/asset'
import type { RightsInput } from '#contracts/rights'

/** The rights of an answer as an edit takes them: empty members left out. */
export function rightsInputOf(rights: Asset['rights']): Partial<RightsInput> {
  if (!rights) return {}
  const { consent, ...plain } = rights
  const filled = (value: object) =>
    Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null && member !== ''))
  return { ...filled(plain), ...(consent ? { consent: filled(consent) } : {}) }
}
