import { type ClearanceKey, clearanceKeys } from '#contracts/asset'
import type { DeskCheckKey, deskOnlyKeys } from '#contracts/desk-check'
import { clearanceSentence } from '#server/assets/clearance-sentence'

type Sentence = { vi: string; en: string; viMet: string; enMet: string }
const sentences: Record<(typeof deskOnlyKeys)[number], Sentence> = {
  available: {
    vi: 'Tư liệu đã vào thùng rác hoặc đã chuyển về bản nháp.',
    en: 'The item is in the trash or was made a draft again.',
    viMet: 'Tư liệu xem được tại bàn tuyển chọn.',
    enMet: 'The desk can see the item.',
  },
  recalled: {
    vi: 'Tư liệu đang bị thu hồi; phải dỡ bỏ lệnh thu hồi trước.',
    en: 'The item is recalled; the recall has to be lifted first.',
    viMet: 'Không bị thu hồi.',
    enMet: 'Not recalled.',
  },
  englishTitle: {
    vi: 'Chưa có tiêu đề tiếng Anh cho kênh này.',
    en: 'The English headline for this channel is missing.',
    viMet: 'Có tiêu đề tiếng Anh.',
    enMet: 'Has an English headline.',
  },
  englishSummary: {
    vi: 'Chưa có tóm tắt tiếng Anh cho kênh này.',
    en: 'The English summary for this channel is missing.',
    viMet: 'Có tóm tắt tiếng Anh.',
    enMet: 'Has an English summary.',
  },
  caption: {
    vi: 'Chưa có chú thích dưới ảnh, phim cho kênh này.',
    en: 'The caption for this channel is missing.',
    viMet: 'Có chú thích.',
    enMet: 'Has a caption.',
  },
  personConsent: {
    vi: 'Có hình ảnh cá nhân nhưng chưa ghi sự đồng ý của người trong hình.',
    en: 'It shows people, and no consent of theirs is written down.',
    viMet: 'Đã ghi sự đồng ý của người trong hình.',
    enMet: 'The consent of the people shown is written down.',
  },
  rightsBeyondDue: {
    vi: 'Quyền sử dụng hết hạn trước hạn đăng.',
    en: 'The right ends before the day it is due.',
    viMet: 'Quyền sử dụng còn hạn qua ngày đăng.',
    enMet: 'The right outlasts the day it is due.',
  },
}

/** The plain sentence of a line of the checklist, met or not. */
export function deskSentence(key: DeskCheckKey, met: boolean, language: 'vi' | 'en'): string {
  if ((clearanceKeys as readonly string[]).includes(key)) return clearanceSentence(key as ClearanceKey, met, language)
  const sentence = sentences[key as keyof typeof sentences]
  if (language === 'en') return met ? sentence.enMet : sentence.en
  return met ? sentence.viMet : sentence.vi
}
