import { statementMeaning } from './rights-statement.ts'
import { rightsTerm } from './rights-term.ts'
import type { ReusePurpose, RightsMedium, RightsSaid } from './rights-values.ts'

/** Why an asset may not be taken for a purpose now; each has its sentence. */
export type PurposeRefusal = keyof typeof refusalSentences
type Facts = { rights: RightsSaid | null; embargoUntil: string | null }

/** What a purpose appears in; one of them is enough. Teaching and work inside an office appear in nothing that is published. */
const mediaOf: Record<ReusePurpose, readonly RightsMedium[]> = {
  web: ['online'],
  social: ['online'],
  print: ['print'],
  broadcast: ['television', 'radio'],
  exhibition: ['exhibition'],
  education: [],
  internal: [],
}

/** Null where the rights let this purpose through at this instant, else the first thing that stands against it. */
export function purposeRefusal(
  { rights, embargoUntil }: Facts,
  purpose: ReusePurpose,
  now: Date,
): PurposeRefusal | null {
  if (embargoUntil !== null && Date.parse(embargoUntil) > now.getTime()) return 'embargo'
  if (!rights) return 'no-rights'
  const term = rightsTerm({ ...rights, withdrawnAt: rights.consent?.withdrawnAt ?? null }, now)
  if (term !== 'current') return term
  const meaning = statementMeaning(rights.statement, rights.grant)
  if (meaning.use !== 'free') return meaning.use === 'never' ? 'never' : 'ask'
  if (rights.purposes.length > 0 && !rights.purposes.includes(purpose)) return 'purpose'
  if (meaning.limit === 'education' && rights.purposes.length === 0 && !taught.includes(purpose)) return 'purpose'
  const media = mediaOf[purpose]
  const barred = media.length > 0 && rights.media.length > 0 && !media.some(medium => rights.media.includes(medium))
  return barred ? 'medium' : null
}

const taught: readonly ReusePurpose[] = ['web', 'education', 'internal']

/** The sentence for each refusal: what stands against it and what to do. */
export const refusalSentences = {
  embargo: {
    vi: 'Tư liệu chưa đến giờ công bố nên chưa được dùng.',
    en: 'The embargo has not ended yet.',
  },
  'no-rights': {
    vi: 'Tư liệu chưa ghi quyền sử dụng; nhờ đơn vị sở hữu bổ sung.',
    en: 'No rights are recorded; ask the owning unit to add them.',
  },
  withdrawn: {
    vi: 'Người trong hình đã rút lại sự đồng ý nên không được dùng nữa.',
    en: 'A person shown has withdrawn consent, so it may no longer be used.',
  },
  ended: {
    vi: 'Quyền sử dụng đã hết hạn; nhờ đơn vị sở hữu xin gia hạn.',
    en: 'The right has ended; ask the owning unit to prolong it.',
  },
  'not-yet': { vi: 'Quyền sử dụng chưa bắt đầu.', en: 'The right has not begun yet.' },
  never: {
    vi: 'Tình trạng bản quyền không cho phép dùng lại tư liệu này.',
    en: 'The copyright status does not allow reuse.',
  },
  ask: {
    vi: 'Cần văn bản cho phép của chủ sở hữu quyền trước khi dùng.',
    en: 'The rights holder’s written permission is needed first.',
  },
  purpose: {
    vi: 'Quyền được cấp không gồm mục đích này; chọn mục đích khác hoặc xin phép chủ sở hữu.',
    en: 'The rights do not cover this purpose; choose another or ask the holder.',
  },
  medium: {
    vi: 'Quyền được cấp không gồm loại phương tiện của mục đích này.',
    en: 'The rights do not cover the medium of this purpose.',
  },
} as const
