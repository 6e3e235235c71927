const sentences: Record<string, string> = {
  'not-found': 'Không có tư liệu này, hoặc bạn không được xem.',
  'not-allowed': 'Bạn không có quyền sửa tư liệu này.',
  'edited-meanwhile': 'Tư liệu đã được người khác sửa sau khi bạn xem.',
  'row-doubled': 'Tư liệu này đã có ở một dòng phía trên.',
  'value-refused': 'Giá trị không hợp lệ.',
  'partly-undone': 'Một số trường đã được người khác sửa nên giữ nguyên.',
  'unknown-term': 'Có mục không có trong danh mục.',
  'clip-bound': 'Trích đoạn không được rộng hơn tư liệu nguồn.',
  'not-cleared': 'Chưa rõ quyền của tư liệu dẫn lại nên chưa chia sẻ ra ngoài được.',
}

/** Why a row was not changed, as a Vietnamese sentence. */
export function whyRefusedRow({ key, detail }: { key: string; detail: string | null }): string {
  const sentence = sentences[key] ?? `Không sửa được (${key}).`
  return detail ? `${sentence} ${detail}` : sentence
}
