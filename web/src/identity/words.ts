import type { WordsLike } from '../app/words-type.ts'

export const vi = {}

export const en: WordsLike<typeof vi> = {}
