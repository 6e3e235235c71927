import type { GivenItem } from './load-items.ts'

type Words = {
  kind: Record<GivenItem['kind'], string>
  take: Record<GivenItem['kind'], string>
  [word: string]: string | Record<string, string>
}

/** What the public pages say around an item; the item itself stays in its own language. */
export const pageWords = {
  vi: {
    skip: 'Đến nội dung chính',
    relay: 'Tin chuyển tiếp',
    from: 'Nguồn',
    atSource: 'Xem tại nguồn',
    other: 'English',
    kind: { image: 'Ảnh', video: 'Phim', audio: 'Âm thanh', document: 'Tài liệu', article: 'Bài viết' },
    take: { image: 'Tải ảnh', video: 'Tải phim', audio: 'Tải âm thanh', document: 'Tải trang bìa', article: '' },
    licence: 'Tình trạng bản quyền',
    about: 'Thông tin',
    type: 'Loại',
    date: 'Ngày',
    unit: 'Đơn vị',
    creator: 'Tác giả',
    topics: 'Chủ đề',
    places: 'Địa điểm',
    machine: 'Nội dung có phần do máy tạo.',
    share: 'Chia sẻ',
    link: 'Liên kết',
    embed: 'Mã nhúng',
    more: 'Tư liệu khác',
    feeds: 'Nguồn tin RSS',
    goneTitle: 'Tư liệu này không còn được công bố',
    goneText: 'Đơn vị quản lý đã ngừng công bố tư liệu. Vui lòng gỡ các bản sao đã lấy từ địa chỉ này.',
    missingTitle: 'Không tìm thấy tư liệu',
    missingText: 'Địa chỉ này không có tư liệu nào được công bố.',
  },
  en: {
    skip: 'Skip to the content',
    relay: 'Relayed item',
    from: 'Source',
    atSource: 'Read it at its source',
    other: 'Tiếng Việt',
    kind: { image: 'Picture', video: 'Film', audio: 'Sound', document: 'Document', article: 'Article' },
    take: {
      image: 'Download picture',
      video: 'Download film',
      audio: 'Download sound',
      document: 'Download first page',
      article: '',
    },
    licence: 'Copyright status',
    about: 'About',
    type: 'Type',
    date: 'Date',
    unit: 'Unit',
    creator: 'Creator',
    topics: 'Topics',
    places: 'Places',
    machine: 'Partly made by a machine.',
    share: 'Share',
    link: 'Link',
    embed: 'Embed code',
    more: 'More items',
    feeds: 'RSS feed',
    goneTitle: 'This item is no longer published',
    goneText: 'Its owner has stopped publishing it. Please remove copies that were taken from this address.',
    missingTitle: 'No such item',
    missingText: 'Nothing is published at this address.',
  },
} as const satisfies Record<'vi' | 'en', Words>
export type PageLanguage = keyof typeof pageWords
