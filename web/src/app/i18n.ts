import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import * as articles from '../articles/words.ts'
import * as assets from '../assets/words.ts'
import * as channels from '../channels/words.ts'
import * as curation from '../curation/words.ts'
import * as home from '../home/words.ts'
import * as identity from '../identity/words.ts'
import * as operations from '../operations/words.ts'
import * as search from '../search/words.ts'
import * as ui from '../ui/words.ts'
import * as uploads from '../uploads/words.ts'
import * as app from './words.ts'

const folders = { app, ui, identity, home, search, assets, uploads, articles, curation, channels, operations }
type Folders = typeof folders
export type Words = { [F in keyof Folders]: Folders[F]['vi'] }
export type Language = 'vi' | 'en'

/** All words of a language, the folder's name as the first part of each key. */
export function wordsOf(language: Language): Words {
  return Object.fromEntries(
    Object.entries(folders).map(([folder, words]) => [folder, words[language]]),
  ) as unknown as Words
}

const storageKey = 'hub.language'

export function rememberedLanguage(): Language {
  return readStored(storageKey) === 'en' ? 'en' : 'vi'
}

/** Switches the words and remembers the choice; `<html lang>` follows. */
export async function setLanguage(language: Language): Promise<void> {
  writeStored(storageKey, language)
  document.documentElement.lang = language
  await i18next.changeLanguage(language)
}

export function startI18n(language: Language = rememberedLanguage()): typeof i18next {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'vi',
    resources: { vi: { translation: wordsOf('vi') }, en: { translation: wordsOf('en') } },
    // React escapes by itself.
    interpolation: { escapeValue: false },
    initAsync: false,
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
