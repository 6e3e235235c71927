import { describe, expect, it } from 'vitest'
import { type EmbeddedField, embeddedFields, embeddedTable } from './embedded-table.ts'
import { fileSays } from './embedded-words.ts'
import { matchTerms } from './match-terms.ts'

const id = '01930000-0000-7000-8000-000000000001'
const sample: Record<EmbeddedField, string> = {
  ...{ title: 'Lễ hội', description: 'Dòng một', altText: 'Đèn lồng', creator: 'Đặng Thái', credit: 'Ảnh: Báo' },
  ...{
    notice: '© 2026 Báo',
    holder: 'Báo',
    usageTerms: 'Một lần',
    rights: 'https://creativecommons.org/licenses/by/4.0/',
  },
  ...{ keywords: 'núi', date: '2026:02:17', sublocation: 'Núi Bà', city: 'Bình Minh', province: 'Tây Ninh' },
  ...{ item: `urn:uuid:${id}`, sourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia' },
}
const found = (field: EmbeddedField, says: ReturnType<typeof fileSays>): unknown => {
  if (field === 'keywords') return says.keywords[0]
  if (field === 'date') return says.taken?.date.replaceAll('-', ':')
  if (field === 'sublocation' || field === 'city' || field === 'province') return says.places[0]
  if (field === 'item') return `urn:uuid:${says.items[0]}`
  if (field === 'sourceType') return says.machineMade ? sample.sourceType : null
  return says.texts[field]?.value
}

describe('fileSays', () => {
  it.each(embeddedFields.flatMap(field => embeddedTable[field].read.map(tag => [field, tag] as const)))(
    'finds %s in %s',
    (field, tag) => expect(found(field, fileSays({ [tag]: sample[field] }))).toBe(sample[field]),
  )

  it('takes the best place alone, and what stands empty for nothing', () => {
    const says = fileSays({
      ...{ 'XMP-dc:Title': '  ', 'IPTC:ObjectName': 'Hai', 'IFD0:ImageDescription': 'OLYMPUS DIGITAL CAMERA' },
      ...{ 'XMP-dc:Subject': ['a, b'], 'PDF:Keywords': 'a, b', 'XMP-dc:Creator': ['Một', 'Hai'] },
    })
    expect(says.texts).toMatchObject({
      title: { value: 'Hai', from: 'IPTC:ObjectName' },
      creator: { value: 'Một, Hai' },
    })
    expect(says.texts.description).toBeUndefined()
    expect(says.keywords).toEqual(['a, b'])
  })

  it('reads the day in Vietnam, and tells where the zone is assumed', () => {
    const at = (tags: Record<string, string>) => fileSays(tags).taken
    expect(at({ 'ExifIFD:DateTimeOriginal': '2026:02:17 23:30:00' })).toMatchObject({
      date: '2026-02-17',
      zoneAssumed: true,
    })
    expect(
      at({ 'ExifIFD:DateTimeOriginal': '2026:02:17 23:30:00', 'ExifIFD:OffsetTimeOriginal': '+01:00' }),
    ).toMatchObject({ date: '2026-02-18', zone: '+01:00', zoneAssumed: false })
    // A film's own clock is UTC.
    expect(at({ 'QuickTime:CreateDate': '2026:02:17 20:00:00' })).toMatchObject({
      date: '2026-02-18',
      zoneAssumed: false,
    })
    for (const odd of ['0000:00:00 00:00:00', '2026:13:40', 'hôm qua', '1601:01:01 00:00:00'])
      expect(at({ 'ExifIFD:DateTimeOriginal': odd })).toBeNull()
  })

  it('takes a point on the map for one, and 0, 0 for none', () => {
    const point = (latitude: unknown, longitude: unknown) =>
      fileSays({ 'Composite:GPSLatitude': latitude, 'Composite:GPSLongitude': longitude }).gps
    expect(point('11.38', '106.17')).toEqual({ latitude: 11.38, longitude: 106.17 })
    for (const [a, b] of [
      ['0', '0'],
      ['91', '1'],
      ['x', '1'],
      [undefined, '1'],
    ] as const)
      expect(point(a, b)).toBeNull()
  })
})

describe('matchTerms', () => {
  const term = (scheme: string, code: string, nameVi: string, uri: string | null = null) => ({
    scheme,
    code,
    nameVi,
    nameEn: null,
    uri,
  })
  const terms = [
    term('topic', 'le-hoi', 'Lễ hội, sự kiện'),
    term('place', '80', 'Tỉnh Tây Ninh'),
    term('place', '72', 'Tỉnh Tây Ninh (đến 30/6/2025)'),
    term('place', '25456', 'Phường Bình Minh'),
    term('rights', 'cc-by', 'Ghi công', 'https://creativecommons.org/licenses/by/4.0/'),
    term('rights', 'inc', 'Còn bản quyền', 'http://rightsstatements.org/vocab/InC/1.0/'),
  ]
  it('knows topics and places by their names, folded, with or without what they are', () => {
    const says = fileSays({
      ...{ 'XMP-dc:Subject': ['LE HOI SU KIEN', 'Lễ hội'], 'XMP-photoshop:City': 'P. Bình Minh' },
      'XMP-photoshop:State': 'tay ninh',
    })
    expect(matchTerms(says, terms)).toMatchObject({ topics: ['le-hoi'], tags: ['Lễ hội'], places: ['25456', '80'] })
  })
  it('knows a licence by its address, however it is written', () => {
    for (const [address, statement] of [
      ['http://creativecommons.org/licenses/by/4.0/deed.vi', 'https://creativecommons.org/licenses/by/4.0/'],
      ['https://www.creativecommons.org/licenses/by/4.0', 'https://creativecommons.org/licenses/by/4.0/'],
      ['https://rightsstatements.org/page/InC/1.0/?language=en', 'http://rightsstatements.org/vocab/InC/1.0/'],
      ['https://creativecommons.org/licenses/by-nc/4.0/', null],
      ['javascript:alert(1)', null],
    ] as const)
      expect(matchTerms(fileSays({ 'XMP-xmpRights:WebStatement': address }), terms).statement).toBe(statement)
  })
})
