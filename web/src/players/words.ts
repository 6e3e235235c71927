import type { WordsLike } from '../app/words-type.ts'

export const vi = {
  failed: 'Không phát được',
  failedText:
    'Đường truyền bị ngắt hoặc trình duyệt không đọc được tệp. Bạn có thể thử lại, hoặc tải bản gốc ở bên cạnh.',
  retry: 'Thử lại',
}

export const en: WordsLike<typeof vi> = {
  failed: 'This cannot be played',
  failedText: 'The line was cut or the browser cannot read the file. Try again, or download the original beside.',
  retry: 'Try again',
}
