import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type SynonymTopic, synonymTopics } from '#contracts/synonym'
import { fold } from '#server/search/fold'

/** A group of the glossary that ships with the hub. `key`: its first phrase, folded; it stays the same from release to release. */
export type GlossaryGroup = { key: string; topic: SynonymTopic; phrases: string[] }

/** Reads glossary.txt. Throws where a line is no group, or stands under no topic. */
export async function readGlossary(): Promise<GlossaryGroup[]> {
  const text = await readFile(join(dirname(fileURLToPath(import.meta.url)), 'glossary.txt'), 'utf8')
  const groups: GlossaryGroup[] = []
  let topic: SynonymTopic | undefined
  for (const line of text.normalize('NFC').split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const heading = /^\[(.+)\]$/.exec(line)?.[1]
    if (heading) {
      topic = synonymTopics.find(each => each === heading)
      continue
    }
    const phrases = line.split(' | ')
    if (!topic || phrases.length < 2) throw new Error(`glossary.txt: ${line}`)
    groups.push({ key: fold(phrases[0] ?? ''), topic, phrases })
  }
  return groups
}
