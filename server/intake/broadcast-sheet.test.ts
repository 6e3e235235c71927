import { describe, expect, it } from 'vitest'
import { readAiring, readDuration, readHeader } from './broadcast-sheet.ts'

const row = (cells: Parameters<typeof readAiring>[0]) =>
  readAiring({ programme: 'Thời sự', channel: 'TTV11', duration: '25', ...cells }, 2, { channel: '' })

describe('a sheet of airings', () => {
  it('knows its columns by their Vietnamese and English names', () => {
    expect(
      readHeader(['Ngày phát sóng', 'GIỜ', 'Tên chương trình', 'Kênh', 'Thời lượng (phút)', 'Ghi chú', 'Biên tập']),
    ).toEqual({
      fields: ['date', 'time', 'programme', 'channel', 'duration', 'note', null],
      unknown: ['Biên tập'],
    })
    expect(readHeader(['Date', 'Time', 'Programme', 'Channel', 'Duration']).fields).not.toContain(null)
  })
  it.each([
    [{ date: '23/11/2026', time: '19:45' }, '2026-11-23T12:45:00.000Z'],
    [{ date: '23/11/2026', time: '19h45' }, '2026-11-23T12:45:00.000Z'],
    [{ date: '2026-11-23', time: '1899-12-30T19:45:00.000Z' }, '2026-11-23T12:45:00.000Z'],
    [{ date: '2026-11-23T19:45:00.000Z' }, '2026-11-23T12:45:00.000Z'],
    [{ date: '23/11/2026 19:45' }, '2026-11-23T12:45:00.000Z'],
  ])('reads %j', (cells, expected) => {
    expect(row(cells)).toMatchObject({ airedAt: new Date(expected), problems: [] })
  })
  it.each([
    [{ date: '31/02/2026', time: '19:45' }, ['date']],
    [{ date: '23/11/2026', time: '99:99' }, ['time']],
    [{ date: '23/11/2026' }, ['time']],
    [{ time: '19:45' }, ['date']],
    [{ date: '23/11/2026', time: '19:45', programme: '', duration: 'lâu' }, ['programme', 'duration']],
    [{ date: '23/11/2026', time: '19:45', programme: 'a\u202eb' }, ['text']],
  ])('names what is wrong with %j', (cells, problems) => {
    expect(row(cells).problems).toEqual(problems)
  })
  it.each([
    ['00:25:30', 1530],
    ['25:30', 1530],
    ['25', 1500],
    ['12,5', 750],
    ["25'", 1500],
    ['25\'30"', 1530],
    ['1 giờ 15 phút', 4500],
    ['45 giây', 45],
    ['1h30p', 5400],
    ['0', null],
    ['-5', null],
    ['', null],
    ['99:99:99', null],
  ])('a duration of %s', (text, seconds) => expect(readDuration(text)).toBe(seconds))
  it('takes the duration from the end, past midnight too', () => {
    const cells = { date: '23/11/2026', time: '23:50', duration: '', end: '00:20' }
    expect(row(cells).seconds).toBe(1800)
  })
})
