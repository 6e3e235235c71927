import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import * as home from '../home/words.ts'
import * as identity from '../identity/words.ts'
import * as search from '../search/words.ts'
import * as ui from '../ui/words.ts'
import type { Language } from './language.ts'
import type { MoreWords } from './more-words.ts'
import * as app from './words.ts'

// What the first pages say. The other folders' words (20 kB in both languages) come with the pages that need them.
const folders = { app, ui, identity, home, search }
type Folders = typeof folders
export type Words = { [F in keyof Folders]: Folders[F]['vi'] } & MoreWords

/** The first words of a language, the folder's name as the first part of each key. */
export function firstWords(language: Language): Partial<Words> {
  return Object.fromEntries(Object.entries(folders).map(([folder, words]) => [folder, words[language]]))
}

let rest: Promise<void> | null = null
/** Loads the words of every other folder, once. */
export function loadMoreWords(): Promise<void> {
  rest ??= import('./more-words.ts').then(({ moreWords }) => {
    for (const language of ['vi', 'en'] as const) {
      i18next.addResourceBundle(language, 'translation', moreWords(language), true, true)
    }
  })
  return rest
}

const storageKey = 'hub.language'

function rememberedLanguage(): Language {
  return readStored(storageKey) === 'en' ? 'en' : 'vi'
}

/** Switches the words and remembers the choice; `<html lang>` follows. */
export async function setLanguage(language: Language): Promise<void> {
  writeStored(storageKey, language)
  document.documentElement.lang = language
  await i18next.changeLanguage(language)
}

/** The language of the account, where nobody has chosen one on this device. */
export async function followLanguage(language: Language): Promise<void> {
  if (readStored(storageKey) === null) await setLanguage(language)
}

export function startI18n(language: Language = rememberedLanguage()): typeof i18next {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'vi',
    resources: { vi: { translation: firstWords('vi') }, en: { translation: firstWords('en') } },
    // React escapes by itself.
    interpolation: { escapeValue: false },
    initAsync: false,
    // What was shown before its words were here is said again when they come.
    react: { bindI18nStore: 'added' },
  })
  document.documentElement.lang = language
  return i18next
}

// A browser may close storage to us (private mode): then the choice lives as long as the page.
function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
function writeStored(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    return
  }
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: Words }
  }
}
