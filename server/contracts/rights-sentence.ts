import { type StatementMeaning, statementMeaning } from './rights-statement.ts'
import { rightsTerm } from './rights-term.ts'
import type { ReusePurpose, RightsMedium, RightsSaid, RightsTerritory } from './rights-values.ts'

export type RightsFacts = { rights: RightsSaid | null; credit: string; embargoUntil: string | null }
/** `ok`: may be used as the sentence says; `warning`: not without a further step; `error`: may not. */
export type RightsSentence = { vi: string; en: string; tone: 'ok' | 'warning' | 'error' }
type Pair = readonly [vi: string, en: string]

/**
 * The rights in one plain sentence, without a full stop: "Được dùng trên cổng, ghi nguồn Báo Tây Ninh, đến 31/12/2026". Pure: the
 * server derives it by the database's time, the editor by the reader's clock while the form is filled in. It promises no more than
 * clearance lets through.
 */
export function rightsSentence({ rights, credit, embargoUntil }: RightsFacts, now: Date): RightsSentence {
  const held = embargoUntil !== null && Date.parse(embargoUntil) > now.getTime()
  const [said, tone] = rights ? core(rights, credit, now) : ([missing, 'error'] as const)
  const tails = [...(held ? [embargo(embargoUntil)] : []), ...flags(rights)]
  return {
    vi: [said[0], ...tails.map(tail => tail[0])].join('; '),
    en: [said[1], ...tails.map(tail => tail[1])].join('; '),
    tone: held && tone === 'ok' ? 'warning' : tone,
  }
}

const missing: Pair = [
  'Chưa ghi quyền sử dụng nên chưa được dùng lại',
  'No rights are recorded, so it may not be reused yet',
]

function core(rights: RightsSaid, credit: string, now: Date): readonly [Pair, RightsSentence['tone']] {
  const { validFrom, validUntil, holder } = rights
  const term = rightsTerm({ validFrom, validUntil, withdrawnAt: rights.consent?.withdrawnAt ?? null }, now)
  if (term === 'withdrawn')
    return [
      [
        'Không được dùng nữa: người trong hình đã rút lại sự đồng ý',
        'No longer usable: a person shown has withdrawn consent',
      ],
      'error',
    ]
  if (term === 'ended' && validUntil)
    return [
      [
        `Đã hết hạn sử dụng từ sau ngày ${day(validUntil)}, muốn dùng tiếp phải xin phép lại`,
        `The right ended after ${day(validUntil)}; a new permission is needed`,
      ],
      'error',
    ]
  const meaning = statementMeaning(rights.statement, rights.grant)
  if (meaning.use !== 'free') return barred(meaning, holder)
  const parts = [...limits(rights), ...named(credit.trim() || (holder ?? '').trim()), ...dates(rights)]
  const free = allowed(meaning.limit, rights.purposes)
  return [
    [[free[0], ...parts.map(part => part[0])].join(', '), [free[1], ...parts.map(part => part[1])].join(', ')],
    term === 'not-yet' ? 'warning' : 'ok',
  ]
}

type Barred = Exclude<StatementMeaning, { use: 'free' }>

function barred(meaning: Barred, holder: string | null): readonly [Pair, RightsSentence['tone']] {
  if (meaning.use === 'never') return [never[meaning.why], 'error']
  if (meaning.use !== 'ask') return [unclear[meaning.use], 'warning']
  const whom = holder?.trim()
  return [
    [
      `Muốn dùng phải có văn bản cho phép của ${whom || 'chủ sở hữu quyền'}`,
      `A written permission of ${whom || 'the rights holder'} is needed before use`,
    ],
    'warning',
  ]
}

const never: Record<'holder-unknown' | 'not-evaluated' | 'undetermined', Pair> = {
  'holder-unknown': [
    'Không được dùng lại: chưa tìm được chủ sở hữu quyền',
    'May not be reused: the rights holder cannot be found',
  ],
  'not-evaluated': [
    'Không được dùng lại: tình trạng bản quyền chưa được xem xét',
    'May not be reused: the copyright status has not been evaluated',
  ],
  undetermined: [
    'Không được dùng lại: đã xem xét nhưng chưa xác định được bản quyền',
    'May not be reused: the copyright status could not be determined',
  ],
}
const unclear: Record<'contract' | 'non-commercial' | 'unknown-limits' | 'other', Pair> = {
  'non-commercial': [
    'Chỉ được dùng không vì mục đích thương mại, cần xem lại trước khi dùng',
    'For non-commercial ends only, to be checked before use',
  ],
  contract: [
    'Không còn bản quyền nhưng bị hợp đồng giới hạn, cần xem lại trước khi dùng',
    'Out of copyright but limited by a contract, to be checked before use',
  ],
  'unknown-limits': [
    'Không thấy giới hạn bản quyền nào, cần xem lại trước khi dùng',
    'No copyright limit is known, to be checked before use',
  ],
  other: ['Có tuyên bố quyền riêng, cần xem lại trước khi dùng', 'It has rights of its own, to be checked before use'],
}

type Limit = Extract<StatementMeaning, { use: 'free' }>['limit']

function allowed(limit: Limit, purposes: readonly ReusePurpose[]): Pair {
  if (limit === 'unlimited' && purposes.length === 0) return ['Được dùng tự do', 'Free to use']
  const where = purposes.map(purpose => purposeWords[purpose])
  const said: Pair =
    where.length > 0
      ? [
          `Được dùng ${join(
            where.map(w => w[0]),
            'và',
          )}`,
          `May be used ${join(
            where.map(w => w[1]),
            'and',
          )}`,
        ]
      : ['Được dùng', 'May be used']
  const further = limit === null || limit === 'unlimited' ? null : limitWords[limit]
  return further ? [`${said[0]} ${further[0]}`, `${said[1]} ${further[1]}`] : said
}

const limitWords: Record<Exclude<Limit, null | 'unlimited'>, Pair> = {
  share: ['với bản phái sinh chia sẻ cùng điều kiện', 'with derived works shared alike'],
  'non-commercial': ['không vì mục đích thương mại', 'for non-commercial ends'],
  unchanged: ['nguyên bản, không sửa đổi', 'unchanged'],
  education: ['cho mục đích giáo dục', 'for educational ends'],
}
const purposeWords: Record<ReusePurpose, Pair> = {
  web: ['trên cổng', 'on the portal'],
  social: ['trên mạng xã hội', 'on social media'],
  print: ['trên ấn phẩm in', 'in print'],
  broadcast: ['để phát sóng', 'in broadcasts'],
  exhibition: ['để trưng bày', 'in exhibitions'],
  education: ['để giảng dạy', 'in teaching'],
  internal: ['trong nội bộ', 'internally'],
}
const mediaWords: Record<RightsMedium, Pair> = {
  online: ['trên mạng', 'online'],
  print: ['bản in', 'on paper'],
  television: ['truyền hình', 'on television'],
  radio: ['phát thanh', 'on radio'],
  exhibition: ['triển lãm', 'at exhibitions'],
}
const territoryWords: Record<Exclude<RightsTerritory, 'world'>, Pair> = {
  province: ['trong tỉnh', 'within the province'],
  vietnam: ['tại Việt Nam', 'in Viet Nam'],
  asean: ['trong các nước ASEAN', 'in the ASEAN countries'],
}

function limits({ media, territory }: RightsSaid): Pair[] {
  const words = media.map(medium => mediaWords[medium])
  return [
    ...(words.length > 0
      ? [
          [
            `chỉ ${join(
              words.map(w => w[0]),
              'và',
            )}`,
            `only ${join(
              words.map(w => w[1]),
              'and',
            )}`,
          ] as const,
        ]
      : []),
    ...(territory && territory !== 'world' ? [territoryWords[territory]] : []),
  ]
}

const named = (name: string): Pair[] => (name ? [[`ghi nguồn ${name}`, `credit ${name}`]] : [])

function dates({ validFrom, validUntil }: RightsSaid): Pair[] {
  return [
    ...(validFrom ? [[`từ ${day(validFrom)}`, `from ${day(validFrom)}`] as const] : []),
    ...(validUntil ? [[`đến ${day(validUntil)}`, `until ${day(validUntil)}`] as const] : []),
  ]
}

function flags(rights: RightsSaid | null): Pair[] {
  return [
    ...(rights?.personalData ? [['có dữ liệu cá nhân', 'contains personal data'] as const] : []),
    ...(rights?.machineMade ? [['nội dung do máy tạo', 'made by a machine'] as const] : []),
  ]
}

function embargo(until: string): Pair {
  // Fixed to Vietnam's clock, whatever the reader's: UTC+7 all year.
  const at = new Date(Date.parse(until) + 7 * 3_600_000).toISOString()
  const when = `${at.slice(11, 16)} ${day(at.slice(0, 10))}`
  return [`chưa được công bố trước ${when}`, `not to be published before ${when}`]
}

/** `2026-12-31` as 31/12/2026, in both languages. */
const day = (date: string): string => date.split('-').reverse().join('/')

const join = (words: readonly string[], and: string): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${and} ${words.at(-1)}`
