import * as account from '../account/words.ts'
import * as articles from '../articles/words.ts'
import * as assets from '../assets/words.ts'
import * as bulkEdits from '../bulk-edits/words.ts'
import * as channels from '../channels/words.ts'
import * as collections from '../collections/words.ts'
import * as curation from '../curation/words.ts'
import * as documents from '../documents/words.ts'
import * as feeds from '../feeds/words.ts'
import * as intake from '../intake/words.ts'
import * as keys from '../keys/words.ts'
import * as ledger from '../ledger/words.ts'
import * as notifications from '../notifications/words.ts'
import * as operations from '../operations/words.ts'
import * as players from '../players/words.ts'
import * as saved from '../saved/words.ts'
import * as shares from '../shares/words.ts'
import * as storage from '../storage/words.ts'
import * as synonyms from '../synonyms/words.ts'
import * as timed from '../timed/words.ts'
import * as trash from '../trash/words.ts'
import * as units from '../units/words.ts'
import * as uploads from '../uploads/words.ts'
import * as zoom from '../zoom/words.ts'
import type { Language } from './language.ts'
import * as problems from './problem-words.ts'

const folders = {
  assets,
  uploads,
  articles,
  curation,
  channels,
  operations,
  keys,
  units,
  account,
  notifications,
  collections,
  shares,
  storage,
  ledger,
  trash,
  feeds,
  intake,
  timed,
  players,
  documents,
  zoom,
  saved,
  bulkEdits,
  synonyms,
}
type Folders = typeof folders
export type MoreWords = { [F in keyof Folders]: Folders[F]['vi'] } & { app: { problem: typeof problems.vi } }

/** The words that only some pages need. */
export function moreWords(language: Language): MoreWords {
  const words = Object.fromEntries(Object.entries(folders).map(([folder, said]) => [folder, said[language]]))
  return { ...words, app: { problem: language === 'vi' ? problems.vi : problems.en } } as unknown as MoreWords
}
