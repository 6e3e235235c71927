import { describe, expect, it } from 'vitest'
import { purposeRefusal } from './rights-purpose.ts'
import { rightsSentence } from './rights-sentence.ts'
import { plainRights, type RightsSaid, reusePurposes } from './rights-values.ts'

const now = new Date('2026-11-23T03:00:00Z')
const rs = (code: string) => `http://rightsstatements.org/vocab/${code}/1.0/`
const cc = (path: string) => `https://creativecommons.org/${path}/`
const granted: Partial<RightsSaid> = { statement: rs('InC'), grant: 'Hợp đồng 12/2026' }
const consent = (withdrawnAt: string | null) => ({ note: null, file: 'HS-12', scope: null, withdrawnAt })

type Case = [
  vi: string,
  en: string,
  tone: string,
  rights: Partial<RightsSaid> | null,
  credit?: string,
  embargo?: string,
]
const table: Case[] = [
  [
    'Chưa ghi quyền sử dụng nên chưa được dùng lại',
    'No rights are recorded, so it may not be reused yet',
    'error',
    null,
  ],
  [
    'Được dùng trên cổng, ghi nguồn Báo Tây Ninh, đến 31/12/2026',
    'May be used on the portal, credit Báo Tây Ninh, until 31/12/2026',
    'ok',
    { ...granted, purposes: ['web'], validUntil: '2026-12-31' },
    'Báo Tây Ninh',
  ],
  ['Được dùng', 'May be used', 'ok', granted],
  [
    'Được dùng, ghi nguồn Báo Tây Ninh',
    'May be used, credit Báo Tây Ninh',
    'ok',
    { ...granted, holder: ' Báo Tây Ninh ' },
  ],
  ['Được dùng, ghi nguồn Mai An', 'May be used, credit Mai An', 'ok', { ...granted, holder: 'Báo' }, 'Mai An'],
  [
    'Được dùng trên cổng, trên mạng xã hội và trên ấn phẩm in',
    'May be used on the portal, on social media and in print',
    'ok',
    { ...granted, purposes: ['web', 'social', 'print'] },
  ],
  ['Được dùng để phát sóng', 'May be used in broadcasts', 'ok', { ...granted, purposes: ['broadcast'] }],
  [
    'Được dùng để trưng bày và để giảng dạy',
    'May be used in exhibitions and in teaching',
    'ok',
    { ...granted, purposes: ['exhibition', 'education'] },
  ],
  ['Được dùng trong nội bộ', 'May be used internally', 'ok', { ...granted, purposes: ['internal'] }],
  [
    'Được dùng, chỉ bản in và truyền hình, tại Việt Nam',
    'May be used, only on paper and on television, in Viet Nam',
    'ok',
    { ...granted, media: ['print', 'television'], territory: 'vietnam' },
  ],
  ['Được dùng, trong các nước ASEAN', 'May be used, in the ASEAN countries', 'ok', { ...granted, territory: 'asean' }],
  ['Được dùng', 'May be used', 'ok', { ...granted, territory: 'world' }],
  ['Được dùng, từ 01/01/2027', 'May be used, from 01/01/2027', 'warning', { ...granted, validFrom: '2027-01-01' }],
  [
    'Đã hết hạn sử dụng từ sau ngày 22/11/2026, muốn dùng tiếp phải xin phép lại',
    'The right ended after 22/11/2026; a new permission is needed',
    'error',
    { ...granted, validUntil: '2026-11-22' },
  ],
  ['Được dùng, đến 23/11/2026', 'May be used, until 23/11/2026', 'ok', { ...granted, validUntil: '2026-11-23' }],
  [
    'Không được dùng nữa: người trong hình đã rút lại sự đồng ý',
    'No longer usable: a person shown has withdrawn consent',
    'error',
    { ...granted, consent: consent('2026-11-01T00:00:00Z') },
  ],
  ['Được dùng', 'May be used', 'ok', { ...granted, consent: consent(null) }],
  [
    'Được dùng không vì mục đích thương mại',
    'May be used for non-commercial ends',
    'ok',
    { ...granted, statement: rs('InC-NC') },
  ],
  [
    'Được dùng cho mục đích giáo dục',
    'May be used for educational ends',
    'ok',
    { ...granted, statement: rs('InC-EDU') },
  ],
  [
    'Muốn dùng phải có văn bản cho phép của Đài Tây Ninh',
    'A written permission of Đài Tây Ninh is needed before use',
    'warning',
    { statement: rs('InC'), grant: '  ', holder: 'Đài Tây Ninh' },
  ],
  [
    'Muốn dùng phải có văn bản cho phép của chủ sở hữu quyền',
    'A written permission of the rights holder is needed before use',
    'warning',
    { statement: rs('InC-EDU') },
  ],
  ['Được dùng tự do', 'Free to use', 'ok', { statement: cc('publicdomain/zero/1.0') }],
  ['Được dùng, ghi nguồn Mai An', 'May be used, credit Mai An', 'ok', { statement: cc('licenses/by/4.0') }, 'Mai An'],
  [
    'Được dùng với bản phái sinh chia sẻ cùng điều kiện',
    'May be used with derived works shared alike',
    'ok',
    { statement: cc('licenses/by-sa/4.0') },
  ],
  [
    'Được dùng trên cổng nguyên bản, không sửa đổi',
    'May be used on the portal unchanged',
    'ok',
    { statement: cc('licenses/by-nd/4.0'), purposes: ['web'] },
  ],
  [
    'Được dùng không vì mục đích thương mại',
    'May be used for non-commercial ends',
    'ok',
    { statement: cc('licenses/by-nc-nd/4.0') },
  ],
  [
    'Không được dùng lại: chưa tìm được chủ sở hữu quyền',
    'May not be reused: the rights holder cannot be found',
    'error',
    { ...granted, statement: rs('InC-RUU') },
  ],
  [
    'Không được dùng lại: tình trạng bản quyền chưa được xem xét',
    'May not be reused: the copyright status has not been evaluated',
    'error',
    { statement: rs('CNE') },
  ],
  [
    'Không được dùng lại: đã xem xét nhưng chưa xác định được bản quyền',
    'May not be reused: the copyright status could not be determined',
    'error',
    { statement: rs('UND') },
  ],
  [
    'Không còn bản quyền nhưng bị hợp đồng giới hạn, cần xem lại trước khi dùng',
    'Out of copyright but limited by a contract, to be checked before use',
    'warning',
    { statement: rs('NoC-CR') },
  ],
  [
    'Có tuyên bố quyền riêng, cần xem lại trước khi dùng',
    'It has rights of its own, to be checked before use',
    'warning',
    { statement: 'https://example.org/x' },
  ],
  [
    'Được dùng; chưa được công bố trước 00:30 01/12/2026; có dữ liệu cá nhân; nội dung do máy tạo',
    'May be used; not to be published before 00:30 01/12/2026; contains personal data; made by a machine',
    'warning',
    { ...granted, personalData: true, machineMade: true },
    '',
    '2026-11-30T17:30:00Z',
  ],
  ['Được dùng', 'May be used', 'ok', granted, '', '2026-11-23T03:00:00Z'],
]

describe('the rights in one plain sentence', () => {
  it.each(table)('%s', (vi, en, tone, rights, credit = '', embargoUntil = undefined) => {
    const facts = { rights: rights && { ...plainRights(''), ...rights }, credit, embargoUntil: embargoUntil ?? null }
    expect(rightsSentence(facts, now)).toEqual({ vi, en, tone })
  })
})

describe('a purpose', () => {
  const refusals = (rights: Partial<RightsSaid> | null, embargoUntil: string | null = null) =>
    reusePurposes.map(each =>
      purposeRefusal({ rights: rights && { ...plainRights(''), ...rights }, embargoUntil }, each, now),
    )
  const all = (reason: string | null) => reusePurposes.map(() => reason)

  it('is free where nothing limits it', () => expect(refusals(granted)).toEqual(all(null)))
  it('is refused where it is not among those granted', () =>
    expect(refusals({ ...granted, purposes: ['web', 'print'] })).toEqual(
      reusePurposes.map(each => (each === 'web' || each === 'print' ? null : 'purpose')),
    ))
  it('is refused where its medium is not among those granted', () =>
    expect(refusals({ ...granted, media: ['radio'] })).toEqual([
      'medium',
      'medium',
      'medium',
      null,
      'medium',
      null,
      null,
    ]))
  it.each([
    ['no-rights', null, null],
    ['ask', { statement: rs('InC') }, null],
    ['never', { ...granted, statement: rs('UND') }, null],
    ['ended', { ...granted, validUntil: '2026-11-22' }, null],
    ['not-yet', { ...granted, validFrom: '2026-11-24' }, null],
    ['withdrawn', { ...granted, consent: consent('2026-11-01T00:00:00Z') }, null],
    ['embargo', granted, '2026-12-01T00:00:00Z'],
  ] as const)('is refused with the reason %s, whichever it is', (reason, rights, embargo) => {
    expect(refusals(rights, embargo)).toEqual(all(reason))
  })
})
