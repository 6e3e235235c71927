import { describe, expect, it } from 'vitest'
import { insertMark } from './insert-mark.ts'

describe('formatting buttons', () => {
  it('put a mark before each selected line and take it away again', () => {
    const marked = insertMark('Một\nHai\nBa', 0, 6, 'list', '')
    expect(marked.text).toBe('- Một\n- Hai\nBa')
    expect(insertMark(marked.text, marked.from, marked.to, 'list', '').text).toBe('Một\nHai\nBa')
  })
  it('change one line mark for another', () => {
    expect(insertMark('### Phần', 5, 5, 'h2', '').text).toBe('## Phần')
  })
  it('mark the words that are selected, or words to type over', () => {
    expect(insertMark('Rất vui', 4, 7, 'strong', 'x')).toEqual({ text: 'Rất **vui**', from: 6, to: 9 })
    expect(insertMark('', 0, 0, 'em', 'chữ')).toEqual({ text: '*chữ*', from: 1, to: 4 })
  })
  it('leave the address of a link selected', () => {
    const linked = insertMark('xem cổng', 4, 8, 'link', '')
    expect(linked.text).toBe('xem [cổng](https://)')
    expect(linked.text.slice(linked.from, linked.to)).toBe('https://')
  })
})
