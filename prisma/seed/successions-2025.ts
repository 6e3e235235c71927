import type { z } from 'zod'
import type { reformPlan } from '#contracts/unit-history'
import { districts } from './units.ts'

type Plan = z.input<typeof reformPlan>

const day = '2025-07-01'
const lastDay = '2025-06-30'
const provinces = 'Tỉnh Tây Ninh và tỉnh Long An hợp nhất từ 1/7/2025 (chưa ghi số văn bản)'

/**
 * What is certain of places. Which communes came of which district is not in the data we have: an administrator records it. Long An
 * bears no GSO code here, because the new province has taken its number, 80.
 */
export const placeSuccessions: readonly {
  fromCode: string
  toCode: string
  kind: string
  onDate: string
  basis: string
}[] = [
  { fromCode: '72', toCode: '80', kind: 'merge', onDate: day, basis: provinces },
  { fromCode: 'long-an', toCode: '80', kind: 'merge', onDate: day, basis: provinces },
]

const pressAndDistricts: Plan = {
  title: 'Hợp nhất báo và đài, kết thúc cấp huyện từ 1/7/2025',
  titleEn: 'Newspaper and station merge, districts end on 1/7/2025',
  date: day,
  units: [
    {
      code: 'bao-dai',
      kind: 'press',
      name: 'Báo và phát thanh, truyền hình Tây Ninh',
      shortName: 'Báo và PT, TH Tây Ninh',
      nameEn: 'Tây Ninh Newspaper, Radio and Television',
      validFrom: day,
      basis: 'Báo và đài hợp nhất từ 1/7/2025 (chưa ghi số văn bản)',
    },
  ],
  successions: [
    {
      kind: 'merge',
      from: ['bao', 'dai'],
      to: ['bao-dai'],
      date: day,
      basis: 'Báo và đài hợp nhất từ 1/7/2025 (chưa ghi số văn bản)',
    },
  ],
  endings: districts.map(({ code }) => ({
    unit: `ubnd-${code}`,
    lastDay,
    basis: 'Kết thúc hoạt động cấp huyện từ 1/7/2025 (chưa ghi số văn bản)',
  })),
}

const pressToCulture: Plan = {
  title: 'Chuyển báo chí, thông tin đối ngoại từ Sở TT&TT sang Sở VHTTDL',
  titleEn: 'Press and external information go from Information and Communications to Culture, Sports and Tourism',
  date: day,
  successions: [
    { kind: 'transfer', from: ['stttt'], to: ['svhttdl'], date: day, basis: 'Thông tư 10/2025/TT-BVHTTDL' },
  ],
  curatingUnit: 'svhttdl',
}

/** Changes of units that are known, for an administrator to confirm: until then everything stays as the plan of 2019-2020 has it. */
export const reforms = [
  { code: 'tay-ninh-2025', plan: pressAndDistricts },
  { code: 'thong-tin-doi-ngoai-2025', plan: pressToCulture },
]
