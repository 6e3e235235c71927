import { expect, it } from 'vitest'
import { readTsv } from './read-tsv.ts'

const row = (line: number, word: number, confidence: number, text: string) =>
  ['5', '1', '1', '1', line, word, 0, 0, 9, 9, confidence, text].join('\t')

it('joins the words of a line, leaves out guesses, and counts what are words', () => {
  const tsv = [
    'level\tpage_num',
    row(1, 1, 96, 'núi'),
    row(1, 2, 91, 'Bà'),
    row(1, 3, 20, 'xq%'),
    row(2, 1, 88, '|'),
    row(2, 2, 90, '986'),
  ].join('\n')
  expect(readTsv(tsv)).toEqual({ text: 'núi Bà\n| 986', words: 3 })
})
