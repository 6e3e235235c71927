import type { ProblemKey } from '#contracts/problem'
import type { ProblemError } from '#server/platform/problem-error'

const sentences: Partial<Record<ProblemKey, string>> = {
  'unsupported-type': 'Kho không nhận loại tệp này. Kho nhận ảnh JPEG, PNG, WebP; phim MP4, MOV; tài liệu PDF.',
  'too-large': 'Tệp lớn hơn mức kho nhận.',
  'quota-exceeded': 'Đơn vị đã dùng hết hạn mức. Xin quản trị viên nâng hạn mức.',
  'changed-meanwhile': 'Tệp thay đổi trong lúc đọc. Đợi chép xong rồi thử lại.',
  'unit-required': 'Chưa rõ tệp thuộc đơn vị nào, hoặc đơn vị đã ghi không phải của người gửi.',
  'not-allowed': 'Người gửi không có quyền đăng tải.',
  'sign-in-required': 'Người gửi không còn tài khoản hoạt động.',
  'unknown-term': 'Có mục không có trong danh mục.',
  'not-found': 'Tệp không còn ở đó.',
}

/** Why a file was not taken, as a Vietnamese sentence for the one who put it there. */
export function whyRefused(error: ProblemError): string {
  if (error.key === 'duplicate') {
    const other = error.extension.asset as { id: string; title: string } | undefined
    return `Kho đã có đúng tệp này${other ? `: “${other.title}” (${other.id})` : ''}.`
  }
  const details = error.errors?.map(item => item.detail).join('; ')
  const sentence = error.detail ?? sentences[error.key] ?? `Kho không nhận tệp (${error.key}).`
  return details ? `${sentence} ${details}` : sentence
}
