import type { FoundWords } from '#server/search/search-index'

/** What a list marks in its titles where nobody searched for anything. */
export const noWords: FoundWords = { words: [], begins: null, phrases: [] }
