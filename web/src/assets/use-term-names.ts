import { useTranslation } from 'react-i18next'
import type { Scheme } from '#contracts/vocabulary'
import { useTerms } from './use-asset.ts'

export type NamedScheme = 'topic' | 'place' | 'audience' | 'pillar' | 'theme'

/** The name of a term in the page's language; the code while the names are on their way. */
export function useTermNames(): (scheme: NamedScheme, code: string) => string {
  const { i18n } = useTranslation()
  const lists = {
    topic: useTerms('topic').data,
    place: useTerms('place').data,
    audience: useTerms('audience').data,
    pillar: useTerms('pillar').data,
    theme: useTerms('theme').data,
  }
  return (scheme, code) => {
    const term = lists[scheme]?.terms.find(entry => entry.code === code)
    return (i18n.language === 'en' ? term?.nameEn : null) ?? term?.nameVi ?? code
  }
}

/** A vocabulary as choices: code and name, in the alphabet's order of the page's language. */
export function useTermChoices(scheme: Scheme, key: 'code' | 'uri' = 'code'): { value: string; label: string }[] {
  const { i18n } = useTranslation()
  const english = i18n.language === 'en'
  const terms = useTerms(scheme).data?.terms ?? []
  const order = new Intl.Collator(english ? 'en' : 'vi')
  const choices = terms.flatMap(term => {
    const value = term[key]
    return value ? [{ value, label: (english ? term.nameEn : null) ?? term.nameVi }] : []
  })
  return scheme === 'rights' ? choices : choices.sort((a, b) => order.compare(a.label, b.label))
}
