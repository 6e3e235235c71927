import type { WordsLike } from '../app/words-type.ts'

export const vi = {
  until: 'Liên kết mở tới {{date}}',
  count_one: '{{count}} tư liệu',
  count_other: '{{count}} tư liệu',
  downloadAll: 'Tải tất cả (ZIP)',
  download: 'Tải {{title}}, {{size}}',
  viewOnly: 'Chỉ để xem. Muốn dùng, xin liên hệ người đã gửi liên kết này.',
  making: 'Đang chuẩn bị ảnh',
  open: 'Xem lớn: {{title}}',
  untitled: 'Chưa có nhan đề',
  empty: {
    title: 'Hiện không có tư liệu nào để xem',
    text: 'Người gửi có thể bổ sung sau. Xin mở lại liên kết này sau.',
  },
  gone: {
    title: 'Liên kết này không mở được',
    text: 'Liên kết đã hết hạn, đã bị thu hồi, hoặc địa chỉ chép chưa đủ. Xin hỏi lại người đã gửi.',
  },
  password: {
    title: 'Liên kết này có mật khẩu',
    text: 'Nhập mật khẩu mà người gửi đã cho bạn.',
    label: 'Mật khẩu',
    wrong: 'Mật khẩu chưa đúng. Xin thử lại.',
    act: 'Mở',
  },
  viewer: 'Xem tư liệu',
  previous: 'Mục trước',
  next: 'Mục sau',
}

export const en: WordsLike<typeof vi> = {
  until: 'The link holds until {{date}}',
  count_one: '{{count}} item',
  count_other: '{{count}} items',
  downloadAll: 'Download all (ZIP)',
  download: 'Download {{title}}, {{size}}',
  viewOnly: 'For viewing only. To use an item, ask whoever sent you this link.',
  making: 'The picture is being made',
  open: 'Look at {{title}}',
  untitled: 'Untitled',
  empty: { title: 'There is nothing to see just now', text: 'The sender may add to it. Open this link again later.' },
  gone: {
    title: 'This link does not open',
    text: 'It has expired, was revoked, or was not copied whole. Ask whoever sent it.',
  },
  password: {
    title: 'This link has a password',
    text: 'Give the password that the sender gave you.',
    label: 'Password',
    wrong: 'That is not the password. Try again.',
    act: 'Open',
  },
  viewer: 'Look at an item',
  previous: 'The one before',
  next: 'The next one',
}
