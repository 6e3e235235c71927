export type Said = { vi: string; en: string }
export type FieldWords = {
  label: Said
  hint?: Said
  /** Of a choice: what each value means. */
  options?: Record<string, Said>
  /** Of a credential that is no secret by itself, such as an account's name: shown while it is typed. */
  plain?: true
}
export type KindWords = {
  name: Said
  hint: Said
  address?: { label: Said; hint?: Said }
  /** By name; settings and credentials of one kind share no name. */
  fields?: Record<string, FieldWords>
}

const account: FieldWords = { label: { vi: 'Tên đăng nhập', en: 'User name' }, plain: true }

/** What a kind and its fields are called. A kind that has no words here shows its own names: words come with each new kind. */
export const kindWords: Partial<Record<string, KindWords>> = {
  'hub-exchange': {
    name: { vi: 'Cổng hub-exchange', en: 'hub-exchange portal' },
    hint: {
      vi: 'Cổng cần hỗ trợ giao thức hub-exchange/1.0. Yêu cầu được ký số nên không cần mật khẩu.',
      en: 'The portal must speak hub-exchange/1.0. Requests are signed, so there is no password.',
    },
    address: {
      label: { vi: 'Địa chỉ nhận tin của cổng', en: 'Address of the portal’s inbox' },
      hint: {
        vi: 'Ví dụ: https://cong.example.vn/exchange/v1',
        en: 'Such as: https://portal.example.vn/exchange/v1',
      },
    },
    fields: {
      webhookSecret: {
        label: { vi: 'Khóa ký lời báo về', en: 'Secret of callbacks' },
        hint: {
          vi: 'Dạng whsec_…; có khóa này thì cổng tự báo về khi duyệt, sửa hay gỡ tin.',
          en: 'As whsec_…; with it the portal tells the hub when it approves, edits or takes down.',
        },
      },
    },
  },
  wordpress: {
    name: { vi: 'Trang WordPress', en: 'WordPress site' },
    hint: {
      vi: 'Dùng tài khoản vai trò Tác giả (Author) với mật khẩu ứng dụng.',
      en: 'Use an account with the role Author and an application password.',
    },
    address: {
      label: { vi: 'Địa chỉ trang', en: 'Address of the site' },
      hint: { vi: 'Ví dụ: https://trang.example.vn', en: 'Such as: https://site.example.vn' },
    },
    fields: {
      status: {
        label: { vi: 'Khi gửi tới trang', en: 'When an item is sent' },
        options: {
          publish: { vi: 'Đăng ngay', en: 'Publish at once' },
          pending: { vi: 'Chờ biên tập viên của trang duyệt', en: 'Wait for an editor of the site' },
        },
      },
      categories: {
        label: { vi: 'Chuyên mục của mọi tin', en: 'Categories of every item' },
        hint: {
          vi: 'Số của chuyên mục ở trang nhận, cách nhau bằng dấu phẩy.',
          en: 'Their numbers at the site, with commas between.',
        },
      },
      topicCategories: {
        label: { vi: 'Chuyên mục theo chủ đề', en: 'Category by topic' },
        hint: {
          vi: 'Chủ đề của kho ứng với số chuyên mục nào ở trang nhận.',
          en: 'Which number at the site stands for a topic of the hub.',
        },
      },
      maxMediaMegabytes: {
        label: { vi: 'Tệp lớn nhất trang nhận (MB)', en: 'Largest file that the site takes (MB)' },
      },
      user: account,
      applicationPassword: { label: { vi: 'Mật khẩu ứng dụng', en: 'Application password' } },
    },
  },
  'manual-package': {
    name: { vi: 'Gói đăng bằng tay', en: 'Package, published by hand' },
    hint: {
      vi: 'Hệ thống đóng gói tư liệu; biên tập viên tải về, đăng tay rồi ghi nhận địa chỉ.',
      en: 'The hub makes a package; an editor downloads it, publishes it and writes the address down.',
    },
  },
  'superdesk-ninjs': {
    name: { vi: 'Superdesk (ninjs)', en: 'Superdesk (ninjs)' },
    hint: {
      vi: 'Gửi tin và tệp theo chuẩn IPTC ninjs tới một hệ thống Superdesk hoặc nơi nhận cùng chuẩn.',
      en: 'Items and files go as IPTC ninjs to a Superdesk, or to a receiver of the same standard.',
    },
    address: {
      label: { vi: 'Địa chỉ nhận tin', en: 'Address of the inbox' },
      hint: { vi: 'Ví dụ: https://toasoan.example.vn/push', en: 'Such as: https://desk.example.vn/push' },
    },
    fields: {
      ninjs: {
        label: { vi: 'Kiểu ninjs', en: 'Which ninjs' },
        options: {
          superdesk: { vi: 'Của Superdesk (ninjs 1.x)', en: 'Superdesk’s (ninjs 1.x)' },
          '3.1': { vi: 'IPTC ninjs 3.1', en: 'IPTC ninjs 3.1' },
        },
      },
      assets: {
        label: { vi: 'Địa chỉ nhận tệp', en: 'Address for files' },
        hint: {
          vi: 'Để trống nếu nằm cạnh địa chỉ nhận tin.',
          en: 'Leave empty where it stands beside the address of the inbox.',
        },
      },
      page: {
        label: { vi: 'Địa chỉ trang của tin', en: 'Address of an item’s page' },
        hint: {
          vi: 'Viết {id} ở chỗ mã tin. Để trống thì kho chỉ biết nơi nhận đã nhận.',
          en: 'Write {id} where the item’s name stands. Left empty, the hub only knows of its arrival.',
        },
      },
      maxMediaMegabytes: { label: { vi: 'Tệp lớn nhất nơi nhận cho phép (MB)', en: 'Largest file it takes (MB)' } },
      key: {
        label: { vi: 'Khóa ký chung', en: 'Shared key' },
        hint: {
          vi: 'Cùng một khóa ở hai bên; mỗi yêu cầu được ký bằng khóa này.',
          en: 'Both sides know it; each request is signed with it.',
        },
      },
    },
  },
  mail: {
    name: { vi: 'Thư gửi báo chí', en: 'Mail to a press list' },
    hint: {
      vi: 'Người nhận trong danh sách được gửi thư kèm liên kết tải có thời hạn.',
      en: 'Those on the list get a letter with links that expire.',
    },
    fields: {
      recipients: {
        label: { vi: 'Người nhận', en: 'Recipients' },
        hint: {
          vi: 'Mỗi dòng một nơi nhận: địa chỉ thư; tên (không bắt buộc). Dán được từ bảng tính.',
          en: 'One a line: address; name (optional). Lines of a spreadsheet can be pasted.',
        },
      },
      linkDays: { label: { vi: 'Liên kết tải có hiệu lực (ngày)', en: 'Days that links hold' } },
      language: {
        label: { vi: 'Ngôn ngữ của thư', en: 'Language of the letters' },
        options: { vi: { vi: 'Tiếng Việt', en: 'Vietnamese' }, en: { vi: 'Tiếng Anh', en: 'English' } },
      },
      replyTo: {
        label: { vi: 'Địa chỉ nhận thư trả lời', en: 'Address for answers' },
        hint: {
          vi: 'Không bắt buộc; hộp thư của kho không có người đọc.',
          en: 'Optional; nobody reads the hub’s own box.',
        },
      },
    },
  },
}
