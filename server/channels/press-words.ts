import type { recallReasons } from '#contracts/delivery'

/** What letters to the press say. */
export type PressWords = {
  mark: Record<'new' | 'update' | 'again' | 'withdraw', string>
  dear(name: string): string
  intro: Record<'new' | 'update' | 'again', (source: string) => string>
  credit: string
  source: string
  terms: string
  story: string
  until(at: string): string
  files: Record<string, string>
  end(contact: string): string
  number(id: string, version: number): string
  withdraw: {
    ask(title: string, at: string): string
    reason: string
    reasons: Record<(typeof recallReasons)[number], string>
    filesToo: string
    links: string
  }
}

const vi: PressWords = {
  mark: { new: '', update: '[Cập nhật] ', again: '[Sử dụng lại] ', withdraw: '[Đề nghị gỡ] ' },
  dear: name => `Kính gửi: ${name || 'Quý cơ quan báo chí'},`,
  intro: {
    new: source => `${source} trân trọng gửi tới Quý cơ quan tư liệu sau đây.`,
    update: source =>
      `${source} gửi bản cập nhật của tư liệu đã gửi trước đây. Đề nghị Quý cơ quan sử dụng bản này thay cho bản cũ.`,
    again: source => `${source} gửi lại tư liệu đã đề nghị gỡ trước đây. Kể từ nay tư liệu được phép sử dụng trở lại.`,
  },
  credit: 'Ghi công',
  source: 'Đơn vị cung cấp',
  terms: 'Điều kiện sử dụng',
  story: 'Nội dung',
  until: at => `Tệp kèm theo (liên kết riêng của Quý cơ quan, có hiệu lực đến ${at}):`,
  files: {
    web: 'Ảnh dùng cho trang tin',
    thumb: 'Ảnh nhỏ xem trước',
    video: 'Phim 720p',
    poster: 'Ảnh đại diện của phim',
    original: 'Tệp gốc',
    'page-1': 'Ảnh trang đầu',
  },
  end: contact => (contact ? `Mọi trao đổi xin liên hệ: ${contact}. Trân trọng.` : 'Trân trọng.'),
  number: (id, version) => `Mã tư liệu: urn:uuid:${id}, bản ${version}.`,
  withdraw: {
    ask: (title, at) =>
      `Đề nghị Quý cơ quan không sử dụng và gỡ khỏi mọi trang, mọi nền tảng tư liệu “${title}” đã được gửi lúc ${at}.`,
    reason: 'Lý do',
    reasons: {
      rights: 'quyền sử dụng không còn',
      error: 'nội dung có sai sót',
      'personal-data': 'bảo vệ dữ liệu cá nhân',
      legal: 'theo yêu cầu của cơ quan có thẩm quyền',
      expired: 'đã hết thời hạn sử dụng',
      superseded: 'đã có tư liệu khác thay thế',
    },
    filesToo: 'Đề nghị xóa cả các tệp đã tải về.',
    links: 'Các liên kết tải tệp trong thư trước đã ngừng hoạt động.',
  },
}

const en: PressWords = {
  mark: { new: '', update: '[Update] ', again: '[May be used again] ', withdraw: '[Please take down] ' },
  dear: name => `Dear ${name || 'editors'},`,
  intro: {
    new: source => `${source} is pleased to send you the following item.`,
    update: source =>
      `${source} sends an update of an item that you were sent before. Please use this version instead.`,
    again: source =>
      `${source} sends an item again that you were asked to take down. From now on it may be used again.`,
  },
  credit: 'Credit',
  source: 'Provided by',
  terms: 'Terms of use',
  story: 'Text',
  until: at => `Files (the links are yours alone and hold until ${at}):`,
  files: {
    web: 'Picture for the web',
    thumb: 'Small picture',
    video: 'Film in 720p',
    poster: 'Still of the film',
    original: 'Original file',
    'page-1': 'Picture of the first page',
  },
  end: contact => (contact ? `For questions: ${contact}. Kind regards.` : 'Kind regards.'),
  number: (id, version) => `Item urn:uuid:${id}, version ${version}.`,
  withdraw: {
    ask: (title, at) =>
      `Please do not use the item “${title}”, which was sent to you at ${at}, and take it down wherever you have published it.`,
    reason: 'Reason',
    reasons: {
      rights: 'the right to use it has ended',
      error: 'it contains an error',
      'personal-data': 'protection of personal data',
      legal: 'at the request of the authorities',
      expired: 'its term of use is over',
      superseded: 'another item stands in its place',
    },
    filesToo: 'Please delete the files that you downloaded as well.',
    links: 'The links in the earlier letter no longer work.',
  },
}

/** By the channel's language. */
export const pressWords: Record<'vi' | 'en', PressWords> = { vi, en }
