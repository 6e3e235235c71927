import { describe, expect, it } from 'vitest'
import { cueText } from './cue-text.ts'
import { decodeCaptions } from './decode-captions.ts'
import { mendCues } from './mend-cues.ts'
import { mostCues, parseCaptions } from './parse-captions.ts'
import { writeVtt } from './write-vtt.ts'

const srt =
  '1\n00:00:01,000 --> 00:00:02,500\nNúi Bà Đen\n\n2\n00:00:03,000 --> 00:00:04,000\n<i>Mùa lễ hội</i>\nmở đầu\n'
const vttOf = (text: string) => writeVtt(parseCaptions(text).cues)
const faultsOf = (text: string) => parseCaptions(text).faults

describe('captions', () => {
  it('makes clean WebVTT of SubRip', () => {
    expect(vttOf(srt)).toBe(
      'WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nNúi Bà Đen\n\n00:00:03.000 --> 00:00:04.000\n<i>Mùa lễ hội</i>\nmở đầu\n',
    )
  })

  it('gives back the WebVTT that it writes', () => {
    expect(vttOf(vttOf(srt))).toBe(vttOf(srt))
  })

  it('reads what players read: no hours, short fractions, a missing empty line, Windows line ends', () => {
    const { cues, faults } = parseCaptions(
      'WEBVTT - tên\r\n\r\n00:01.5 --> 00:02.25 line:0 align:start\r\nMột\r\n00:03.000 --> 00:04.000\r\nHai',
    )
    expect(faults).toEqual([])
    expect(cues).toMatchObject([
      { startMs: 1500, endMs: 2250, plain: 'Một', settings: 'line:0 align:start' },
      { startMs: 3000, endMs: 4000, plain: 'Hai' },
    ])
  })

  it('leaves notes and styles out and says where', () => {
    const parsed = parseCaptions(
      'WEBVTT\n\nSTYLE\n::cue { background: url(http://x.test/a) }\n\nNOTE ghi chú\n\n00:01.000 --> 00:02.000\nMột\n',
    )
    expect(parsed.mends).toEqual([
      { code: 'block-removed', line: 3 },
      { code: 'block-removed', line: 6 },
    ])
    expect(writeVtt(parsed.cues)).not.toContain('url')
  })

  it('names the line of a time that it cannot read', () => {
    expect(faultsOf('1\n00:00:01,000 --> hai giây\nMột')).toEqual([{ code: 'bad-time', line: 2 }])
    expect(faultsOf('00:61:00.000 --> 00:62:00.000\nMột')).toEqual([{ code: 'bad-time', line: 1 }])
  })

  it('refuses negative times and captions that end before they begin', () => {
    expect(faultsOf('-00:00:01,000 --> 00:00:02,000\nMột')).toEqual([{ code: 'negative-time', line: 1 }])
    expect(faultsOf('\n00:00:03,000 --> 00:00:02,000\nMột')).toEqual([{ code: 'ends-before-start', line: 2 }])
  })

  it('tells other files from captions', () => {
    expect(faultsOf('Kính gửi Ban biên tập,')).toEqual([{ code: 'not-captions', line: 1 }])
    expect(faultsOf('')).toEqual([{ code: 'no-cues', line: 1 }])
  })

  it('refuses a million captions at once', () => {
    const many = '0:01 --> 0:02\na\n\n'.repeat(1_000_000)
    expect(faultsOf(many)).toEqual([{ code: 'too-many-cues', line: mostCues * 3 + 1 }])
  }, 30_000)

  it('stops counting after twenty faults', () => {
    expect(faultsOf('0:03 --> 0:02\na\n\n'.repeat(1000))).toHaveLength(20)
  })

  it('refuses a caption that is a book', () => {
    expect(faultsOf(`00:01.000 --> 00:02.000\n${'a'.repeat(1001)}`)).toEqual([{ code: 'text-too-long', line: 1 }])
  })
})

describe('what stands in a caption', () => {
  it('keeps b, i, u and voices, closes what is open and escapes the rest', () => {
    expect(cueText('<v Lan>5 < 6 & <b>đúng').vtt).toBe('<v Lan>5 &lt; 6 &amp; <b>đúng</b></v>')
    expect(cueText('a --> b').vtt).toBe('a --&gt; b')
  })

  it('takes hostile markup out', () => {
    const hostile = '<img src=x onerror=alert(1)><script>alert(1)</script><font color="red">Xin</font> chào<c.mau>!</c>'
    expect(cueText(hostile)).toMatchObject({ vtt: 'alert(1)Xin chào!', plain: 'alert(1)Xin chào!', reduced: true })
    expect(cueText('&lt;script&gt;').vtt).toBe('&lt;script&gt;')
    expect(cueText('<v "><img src=x>">Lan</v>').vtt).not.toMatch(/<img/)
  })

  it('knows the sign for the top of the picture', () => {
    expect(cueText('{\\an8}Ở trên')).toMatchObject({ plain: 'Ở trên', top: true, reduced: false })
  })

  it('is NFC, without marks that reorder a line', () => {
    expect(cueText('Nu\u0301i\u202e Ba\u0300').plain).toBe('Núi Bà')
  })

  it('takes no longer for a hostile run of brackets than for words', () => {
    expect(cueText('<'.repeat(50_000)).plain).toHaveLength(50_000)
    expect(cueText('{\\'.repeat(50_000)).plain).toHaveLength(100_000)
  }, 20_000)
})

describe('captions against the film', () => {
  const cues = (text: string) => parseCaptions(text).cues

  it('ends a caption where the next begins, joins those that begin together, and puts them in order', () => {
    const mended = mendCues(
      cues('0:05 --> 0:09\nba\n\n0:01 --> 0:04\nmột\n\n0:03 --> 0:05\nhai\n\n0:05 --> 0:06\nbốn'),
      null,
    )
    expect(mended.cues).toMatchObject([
      { plain: 'một', endMs: 3000 },
      { plain: 'hai', endMs: 5000 },
      { plain: 'ba\nbốn', endMs: 9000 },
    ])
    expect(mended.mends.map(({ code }) => code).sort()).toEqual(['merged', 'overlap', 'reordered'])
  })

  it('cuts the last caption at the end, and refuses one that begins after it', () => {
    expect(mendCues(cues('0:01 --> 0:09\na'), 5000)).toMatchObject({
      cues: [{ endMs: 5000 }],
      mends: [{ code: 'cut-at-end', line: 1 }],
    })
    expect(mendCues(cues('0:01 --> 0:02\na\n\n0:06 --> 0:07\nb'), 5000).faults).toEqual([{ code: 'past-end', line: 4 }])
  })
})

describe('the encoding of captions', () => {
  const words = 'Núi Bà Đen, mùa lễ hội: thưởng thức đặc sản'
  const utf16 = (text: string) => Buffer.from(text, 'utf16le')

  it('reads UTF-8 with and without its mark', () => {
    expect(decodeCaptions(Buffer.from(words))).toEqual({ text: words, encoding: 'utf-8' })
    expect(decodeCaptions(Buffer.from(`\uFEFF${words}`))).toEqual({ text: words, encoding: 'utf-8' })
  })

  it('reads UTF-16 of either order, with and without its mark', () => {
    expect(decodeCaptions(utf16(`\uFEFF${srt}`))).toEqual({ text: srt, encoding: 'utf-16le' })
    expect(decodeCaptions(utf16(srt))).toEqual({ text: srt, encoding: 'utf-16le' })
    expect(decodeCaptions(utf16(`\uFEFF${srt}`).swap16())).toEqual({ text: srt, encoding: 'utf-16be' })
  })

  it('reads the old Vietnamese code page, marks beside their letters made one', () => {
    // N ú i space B à space Đ e n; ễ as ê with a combining tilde (0xDE).
    const bytes = Buffer.from([0x4e, 0xfa, 0x69, 0x20, 0x42, 0xe0, 0x20, 0xd0, 0x65, 0x6e, 0x20, 0x6c, 0xea, 0xde])
    expect(decodeCaptions(bytes)).toEqual({ text: 'Núi Bà Đen lễ', encoding: 'windows-1258' })
  })

  it('owns that it cannot read the fonts of the nineties', () => {
    // TCVN3: "Tây Ninh mùa lễ hội" as it was typed.
    expect(
      decodeCaptions(
        Buffer.from([
          0x54, 0xa9, 0x79, 0x20, 0x4e, 0x69, 0x6e, 0x68, 0x20, 0x6d, 0xef, 0x61, 0x20, 0x6c, 0xd4, 0x20, 0x68, 0xe9,
          0x69, 0x20, 0xae, 0xb5,
        ]),
      ),
    ).toBeNull()
  })
})
