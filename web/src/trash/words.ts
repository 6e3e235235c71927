import type { WordsLike } from '../app/words-type.ts'

export const vi = {
  title: 'Thùng rác',
  text: 'Những tư liệu bạn có quyền khôi phục. Mỗi tư liệu được giữ 30 ngày rồi xóa hẳn.',
  list: 'Tư liệu trong thùng rác',
  since: 'Bỏ vào {{at}} · giữ đến {{until}}',
  restore: 'Khôi phục',
  restoreOf: 'Khôi phục {{title}}',
  restored: 'Đã khôi phục “{{title}}”',
  empty: {
    title: 'Thùng rác đang trống',
    text: 'Tư liệu bỏ vào thùng rác sẽ ở đây 30 ngày, đủ để lấy lại nếu bỏ nhầm.',
  },
  soon: 'sắp xóa hẳn',
}

export const en: WordsLike<typeof vi> = {
  title: 'Trash',
  text: 'Items that you may restore. Each is kept for 30 days, then deleted for good.',
  list: 'Items in the trash',
  since: 'Moved here {{at}} · kept until {{until}}',
  restore: 'Restore',
  restoreOf: 'Restore {{title}}',
  restored: '“{{title}}” is restored',
  empty: {
    title: 'The trash is empty',
    text: 'Items moved to the trash stay here for 30 days, long enough to take back what went by mistake.',
  },
  soon: 'goes soon',
}
