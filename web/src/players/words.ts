import type { WordsLike } from '../app/words-type.ts'

export const vi = {
  failed: 'Không phát được',
  failedText:
    'Đường truyền bị ngắt hoặc trình duyệt không đọc được tệp. Bạn có thể thử lại, hoặc tải bản gốc ở bên cạnh.',
  retry: 'Thử lại',
  captions: 'Chọn phụ đề',
  noCaptions: 'Không phụ đề',
  quality: 'Độ nét',
  auto: 'Tự động',
  autoNow: 'Tự động ({{lines}}p)',
  lines: '{{lines}}p',
}

export const en: WordsLike<typeof vi> = {
  failed: 'This cannot be played',
  failedText: 'The line was cut or the browser cannot read the file. Try again, or download the original beside.',
  retry: 'Try again',
  captions: 'Choose captions',
  noCaptions: 'No captions',
  quality: 'Quality',
  auto: 'Automatic',
  autoNow: 'Automatic ({{lines}}p)',
  lines: '{{lines}}p',
}
