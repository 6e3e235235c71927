import type { WordsLike } from '../app/words-type.ts'

export const vi = {
  loading: 'Đang tải',
  retry: 'Thử lại',
  close: 'Đóng',
  cancel: 'Hủy',
  save: 'Lưu',
  undo: 'Hoàn tác',
  back: 'Quay lại',
  more: 'Xem thêm',
  badDate: 'Nhập ngày theo mẫu 31/12/2026',
  badTime: 'Nhập giờ theo mẫu 19:45',
  incident: 'Mã sự cố: {{code}}',
  ago: {
    now: 'vừa xong',
    minutes_other: '{{count}} phút trước',
    hours_other: '{{count}} giờ trước',
    days_other: '{{count}} ngày trước',
  },
}

export const en: WordsLike<typeof vi> = {
  loading: 'Loading',
  retry: 'Try again',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  undo: 'Undo',
  back: 'Back',
  more: 'Show more',
  badDate: 'Write the date as 31/12/2026',
  badTime: 'Write the time as 19:45',
  incident: 'Incident code: {{code}}',
  ago: {
    now: 'just now',
    minutes_one: '{{count}} minute ago',
    minutes_other: '{{count}} minutes ago',
    hours_one: '{{count}} hour ago',
    hours_other: '{{count}} hours ago',
    days_one: '{{count}} day ago',
    days_other: '{{count}} days ago',
  },
}
