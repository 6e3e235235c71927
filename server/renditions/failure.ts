/** Why a file could not be made usable, as `asset.failure`; the web translates the key. */
export const failureSentences = {
  'file-corrupt': 'Tệp bị hỏng hoặc không đầy đủ nên không đọc được. Vui lòng kiểm tra tệp gốc rồi tải lên lại.',
  'file-encrypted': 'Tài liệu được bảo vệ bằng mật khẩu nên không mở được. Vui lòng gỡ mật khẩu rồi tải lên lại.',
  'no-video-stream':
    'Tệp không có hình ảnh video. Vui lòng tải lên đúng tệp video; nếu tệp chỉ có âm thanh, vui lòng tải lên thành tư liệu mới.',
  'no-sound':
    'Tệp không có hình ảnh chuyển động và cũng không có âm thanh đọc được. Vui lòng kiểm tra và tải lên đúng tệp.',
  'file-too-large': 'Kích thước hình ảnh vượt quá giới hạn xử lý. Vui lòng giảm kích thước rồi tải lên lại.',
  'took-too-long':
    'Tệp cần quá nhiều thời gian xử lý nên hệ thống đã dừng. Vui lòng chia nhỏ hoặc xuất lại tệp rồi tải lên.',
  'gave-up': 'Hệ thống chưa xử lý được tệp sau nhiều lần thử. Tệp gốc vẫn được lưu; vui lòng báo quản trị viên.',
  infected:
    'Phần mềm quét phát hiện mã độc trong tệp nên tệp đã bị cách ly. Vui lòng quét máy của bạn rồi thay bằng tệp sạch.',
  cancelled: 'Việc xử lý tệp đã được dừng theo yêu cầu. Tệp gốc vẫn được lưu; có thể xử lý lại bất cứ lúc nào.',
  'too-large-to-scan':
    'Tệp lớn hơn mức phần mềm quét mã độc nhận được nên chưa thể dùng. Vui lòng báo quản trị viên nâng mức này.',
  'document-too-large':
    'Tài liệu phình quá lớn khi mở ra nên hệ thống không xử lý. Vui lòng chia nhỏ hoặc xuất sang PDF rồi tải lên lại.',
} as const

export type FailureKey = keyof typeof failureSentences
