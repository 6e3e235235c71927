import type { ClearanceKey } from '#contracts/asset'

const sentences: Record<ClearanceKey, { vi: string; en: string; viMet: string; enMet: string }> = {
  title: { vi: 'Chưa có tiêu đề.', en: 'The title is missing.', viMet: 'Có tiêu đề.', enMet: 'Has a title.' },
  creator: { vi: 'Chưa ghi tác giả.', en: 'The creator is missing.', viMet: 'Có tác giả.', enMet: 'Has a creator.' },
  date: { vi: 'Chưa có ngày.', en: 'The date is missing.', viMet: 'Có ngày.', enMet: 'Has a date.' },
  description: {
    vi: 'Chưa có mô tả.',
    en: 'The description is missing.',
    viMet: 'Có mô tả.',
    enMet: 'Has a description.',
  },
  rights: {
    vi: 'Quyền sử dụng chưa cho phép đăng trên cổng: cần giấy phép Creative Commons, hoặc văn bản cho phép của chủ sở hữu.',
    en: 'The rights do not allow publication yet: a Creative Commons licence or the owner’s written grant is needed.',
    viMet: 'Quyền sử dụng cho phép đăng trên cổng.',
    enMet: 'The rights allow publication.',
  },
  validity: {
    vi: 'Quyền sử dụng đã hết hạn hoặc chưa bắt đầu.',
    en: 'The right has ended or has not begun.',
    viMet: 'Quyền sử dụng đang còn hạn.',
    enMet: 'The right is in force.',
  },
  consent: {
    vi: 'Người trong hình đã rút lại sự đồng ý.',
    en: 'A person shown has withdrawn consent.',
    viMet: 'Không ai trong hình rút lại sự đồng ý.',
    enMet: 'No person shown has withdrawn consent.',
  },
  embargo: {
    vi: 'Chưa đến giờ được công bố.',
    en: 'The embargo has not ended.',
    viMet: 'Đã được công bố.',
    enMet: 'Not under embargo.',
  },
  credit: {
    vi: 'Chưa có dòng ghi nguồn.',
    en: 'The credit line is missing.',
    viMet: 'Có dòng ghi nguồn.',
    enMet: 'Has a credit line.',
  },
  altText: {
    vi: 'Chưa có văn bản thay thế cho người không nhìn thấy ảnh.',
    en: 'The alternative text for people who do not see the picture is missing.',
    viMet: 'Có văn bản thay thế.',
    enMet: 'Has an alternative text.',
  },
  renditions: {
    vi: 'Tệp chưa xử lý xong, hoặc xử lý không thành công.',
    en: 'The file is not processed yet, or could not be.',
    viMet: 'Tệp đã sẵn sàng.',
    enMet: 'The file is ready.',
  },
}

/** The plain sentence for one condition, met or not. */
export function clearanceSentence(key: ClearanceKey, met: boolean, language: 'vi' | 'en'): string {
  const sentence = sentences[key]
  if (language === 'en') return met ? sentence.enMet : sentence.en
  return met ? sentence.viMet : sentence.vi
}
