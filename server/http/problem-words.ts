import type { ProblemKey } from '#contracts/problem'

type Words = { title: string; detail: string }

/** Title and default detail of every problem: what happened, and what the person can do. The type checks that none is missing. */
export const problemWords: Record<ProblemKey, { vi: Words; en: Words }> = {
  'invalid-request': {
    vi: { title: 'Yêu cầu chưa hợp lệ', detail: 'Kiểm tra lại các mục được nêu rồi gửi lại.' },
    en: { title: 'The request is not valid', detail: 'Check the members named below and send it again.' },
  },
  'malformed-json': {
    vi: { title: 'Dữ liệu gửi lên không đọc được', detail: 'Nội dung phải là JSON đúng cú pháp.' },
    en: { title: 'The data could not be read', detail: 'The body must be well-formed JSON.' },
  },
  'sign-in-required': {
    vi: { title: 'Cần đăng nhập', detail: 'Đăng nhập rồi thử lại.' },
    en: { title: 'Sign-in required', detail: 'Sign in and try again.' },
  },
  'wrong-credentials': {
    vi: {
      title: 'Không đăng nhập được',
      detail: 'Thư điện tử hoặc mật khẩu không đúng. Kiểm tra lại, hoặc nhờ quản trị viên cấp mật khẩu mới.',
    },
    en: {
      title: 'Could not sign in',
      detail: 'The e-mail or the password is wrong. Check both, or ask the administrator for a new password.',
    },
  },
  'key-refused': {
    vi: {
      title: 'Khóa API không dùng được',
      detail: 'Khóa sai, đã hết hạn, đã bị thu hồi, hoặc chủ khóa đã bị đình chỉ. Hãy tạo khóa mới.',
    },
    en: {
      title: 'The API key is not accepted',
      detail: 'It is wrong, expired or revoked, or its owner is suspended. Make a new one.',
    },
  },
  'scope-missing': {
    vi: {
      title: 'Khóa API không có quyền làm việc này',
      detail: 'Dùng khóa có phạm vi phù hợp. Việc quản lý tài khoản chỉ làm được khi đăng nhập trên trang web.',
    },
    en: {
      title: 'The API key may not do this',
      detail: 'Use a key with the scope for it. Accounts are managed by people who are signed in, never by a key.',
    },
  },
  'origin-refused': {
    vi: { title: 'Yêu cầu đến từ trang khác', detail: 'Mở hệ thống bằng đúng địa chỉ của nó rồi thử lại.' },
    en: { title: 'The request comes from another site', detail: 'Open the hub at its own address and try again.' },
  },
  'not-allowed': {
    vi: {
      title: 'Tài khoản của bạn không được làm việc này',
      detail: 'Nhờ biên tập viên của đơn vị hoặc Sở thực hiện, hoặc xin thêm quyền.',
    },
    en: {
      title: 'Your account may not do this',
      detail: 'Ask an editor of the unit or the curators to do it, or ask for the role.',
    },
  },
  'not-found': {
    vi: { title: 'Không tìm thấy', detail: 'Mục này không có, đã bị gỡ, hoặc không được chia sẻ với bạn.' },
    en: { title: 'Not found', detail: 'It does not exist, was removed, or is not shared with you.' },
  },
  'method-not-allowed': {
    vi: { title: 'Thao tác không được hỗ trợ', detail: 'Xem tài liệu API để biết thao tác đúng.' },
    en: { title: 'This method is not supported', detail: 'See the API page for what this address takes.' },
  },
  'rights-ended': {
    vi: {
      title: 'Quyền sử dụng không còn hiệu lực',
      detail:
        'Quyền đã hết hạn, bị rút lại, hoặc chưa đến ngày được dùng. Nhờ đơn vị sở hữu gia hạn hoặc chờ đến ngày.',
    },
    en: {
      title: 'The rights are not in force',
      detail: 'They have ended, were withdrawn or have not begun. Ask the owning unit to prolong them, or wait.',
    },
  },
  'purpose-not-allowed': {
    vi: {
      title: 'Quyền sử dụng không cho phép mục đích này',
      detail: 'Chọn mục đích khác, hoặc xin phép chủ sở hữu quyền.',
    },
    en: {
      title: 'The rights do not allow this purpose',
      detail: 'Choose another purpose, or ask the rights holder.',
    },
  },
  conflict: {
    vi: { title: 'Trùng với dữ liệu đã có', detail: 'Dùng giá trị khác rồi thử lại.' },
    en: { title: 'It collides with what is there', detail: 'Use another value and try again.' },
  },
  'not-cleared': {
    vi: { title: 'Chưa đủ điều kiện phát hành', detail: 'Bổ sung các mục còn thiếu rồi duyệt lại.' },
    en: { title: 'Not cleared for publication', detail: 'Add what is missing and approve again.' },
  },
  'already-nominated': {
    vi: { title: 'Tư liệu đang chờ tuyển chọn cho kênh này', detail: 'Chờ kết quả, hoặc chọn kênh khác.' },
    en: {
      title: 'It is already nominated for this channel',
      detail: 'Wait for the decision, or choose another channel.',
    },
  },
  'already-decided': {
    vi: { title: 'Đề cử này đã được xử lý', detail: 'Tải lại trang để xem kết quả.' },
    en: { title: 'This nomination was decided already', detail: 'Reload to see the decision.' },
  },
  'not-ready': {
    vi: { title: 'Tệp chưa sẵn sàng', detail: 'Chờ xử lý xong rồi thử lại.' },
    en: { title: 'The file is not ready', detail: 'Wait until it is processed and try again.' },
  },
  'in-use': {
    vi: {
      title: 'Tư liệu đang được dùng',
      detail: 'Thu hồi khỏi các kênh và gỡ khỏi các bộ sưu tập trước, rồi mới bỏ vào thùng rác.',
    },
    en: {
      title: 'The item is in use',
      detail: 'Recall it from its channels and take it off its boards first, then move it to the trash.',
    },
  },
  'still-draft': {
    vi: {
      title: 'Tư liệu còn là bản nháp',
      detail: 'Chia sẻ ít nhất trong đơn vị rồi hãy đề cử, để người tuyển chọn xem được.',
    },
    en: {
      title: 'The asset is still a draft',
      detail: 'Share it at least within the unit, so that the curators can see it, then nominate it.',
    },
  },
  'nothing-live': {
    vi: { title: 'Không có gì để thu hồi', detail: 'Tư liệu này không có trên kênh nào.' },
    en: { title: 'There is nothing to recall', detail: 'The asset is on no channel.' },
  },
  'history-conflict': {
    vi: {
      title: 'Thay đổi này không khớp với quá trình đã ghi',
      detail: 'Xem lại các mốc thời gian và đơn vị liên quan rồi gửi lại.',
    },
    en: {
      title: 'The change does not fit the history on record',
      detail: 'Check the dates and the units concerned and send it again.',
    },
  },
  duplicate: {
    vi: {
      title: 'Tệp này đã có trong kho',
      detail: 'Dùng tư liệu đã có, hoặc xác nhận rằng bạn muốn lưu thêm một tư liệu riêng từ cùng tệp.',
    },
    en: {
      title: 'This file is in the hub already',
      detail: 'Use the asset that is there, or say that you want a second one of the same file.',
    },
  },
  'kind-differs': {
    vi: {
      title: 'Tệp mới không cùng loại với tư liệu',
      detail: 'Thay ảnh bằng ảnh, phim bằng phim, tài liệu bằng tài liệu; loại khác thì đăng tải thành tư liệu mới.',
    },
    en: {
      title: 'The new file is of another kind',
      detail: 'Replace a picture by a picture, a film by a film, a document by a document; upload anything else anew.',
    },
  },
  quarantined: {
    vi: {
      title: 'Tệp đang bị cách ly',
      detail: 'Phần mềm quét phát hiện mã độc trong tệp. Hãy thay bằng tệp sạch, hoặc liên hệ quản trị viên.',
    },
    en: {
      title: 'The file is in quarantine',
      detail: 'The scanner found malware in it. Replace it by a clean file, or ask the administrator.',
    },
  },
  'bytes-differ': {
    vi: { title: 'Tệp đã khác với bản bạn đang có', detail: 'Tải lại từ đầu để nhận bản hiện nay.' },
    en: { title: 'The file is no longer the one you have', detail: 'Fetch it from the beginning.' },
  },
  'quota-exceeded': {
    vi: {
      title: 'Đơn vị đã hết hạn mức lưu trữ',
      detail: 'Dọn bớt tư liệu không còn dùng, hoặc nhờ quản trị viên nâng hạn mức của đơn vị.',
    },
    en: {
      title: 'The unit has used up its quota',
      detail: 'Remove what is no longer needed, or ask the administrator to raise the unit’s quota.',
    },
  },
  'file-damaged': {
    vi: {
      title: 'Tệp trong kho bị hỏng',
      detail:
        'Kho không giao tệp sai lệch so với bản đã nhận. Quản trị viên đã được báo; nếu còn tệp gốc, hãy tải lên lại.',
    },
    en: {
      title: 'The stored file is damaged',
      detail:
        'The hub gives no file that differs from what it took in. The administrators were told; if you have the original, upload it again.',
    },
  },
  'edited-meanwhile': {
    vi: { title: 'Người khác vừa sửa tư liệu này', detail: 'Tải lại để xem bản mới, rồi sửa tiếp.' },
    en: { title: 'Somebody else has edited it meanwhile', detail: 'Reload to see the new state, then edit again.' },
  },
  'too-large': {
    vi: { title: 'Tệp quá lớn', detail: 'Gửi tệp nhỏ hơn, hoặc nhờ quản trị viên nâng giới hạn.' },
    en: { title: 'Too large', detail: 'Send a smaller file, or ask the administrator to raise the limit.' },
  },
  'unsupported-type': {
    vi: {
      title: 'Loại tệp này chưa nhận được',
      detail: 'Gửi ảnh (JPEG, PNG, WebP, GIF, TIFF, AVIF, HEIC, PSD, SVG, BMP, RAW), tài liệu PDF hoặc phim MP4, MOV.',
    },
    en: {
      title: 'This type of file is not taken',
      detail:
        'Send a picture (JPEG, PNG, WebP, GIF, TIFF, AVIF, HEIC, PSD, SVG, BMP, RAW), a PDF document, or an MP4 or MOV video.',
    },
  },
  'range-not-satisfiable': {
    vi: { title: 'Khoảng yêu cầu nằm ngoài tệp', detail: 'Tải lại từ đầu.' },
    en: { title: 'The range lies outside the file', detail: 'Download it from the beginning.' },
  },
  'upload-torn': {
    vi: { title: 'Tệp gửi lên bị đứt giữa chừng', detail: 'Không có gì được lưu. Gửi lại tệp.' },
    en: { title: 'The upload broke off', detail: 'Nothing was kept. Send the file again.' },
  },
  'unknown-term': {
    vi: { title: 'Có mục không thuộc danh mục', detail: 'Chọn giá trị trong danh mục của hệ thống.' },
    en: { title: 'Something is not in the vocabulary', detail: 'Choose a value from the hub’s vocabularies.' },
  },
  'unit-required': {
    vi: { title: 'Cần chọn đơn vị', detail: 'Chọn một đơn vị mà bạn được đăng tải.' },
    en: { title: 'A unit is needed', detail: 'Choose a unit for which you may upload.' },
  },
  'precondition-required': {
    vi: { title: 'Thiếu phiên bản đang sửa', detail: 'Gửi kèm If-Match với ETag của lần đọc gần nhất.' },
    en: { title: 'If-Match is missing', detail: 'Send If-Match with the ETag of your last read.' },
  },
  'too-many-requests': {
    vi: { title: 'Quá nhiều lần thử', detail: 'Chờ một phút rồi thử lại.' },
    en: { title: 'Too many tries', detail: 'Wait a minute and try again.' },
  },
  'wrong-password': {
    vi: { title: 'Mật khẩu hiện tại không đúng', detail: 'Nhập lại mật khẩu đang dùng.' },
    en: { title: 'The current password is wrong', detail: 'Enter the password that you use now.' },
  },
  'wrong-code': {
    vi: {
      title: 'Mã xác thực không đúng',
      detail: 'Nhập mã đang hiện trong ứng dụng, hoặc một mã khôi phục chưa dùng.',
    },
    en: {
      title: 'The code is wrong',
      detail: 'Enter the code that the app shows now, or a recovery code not yet used.',
    },
  },
  'password-refused': {
    vi: {
      title: 'Không dùng được mật khẩu này',
      detail: 'Chọn mật khẩu từ 12 đến 256 ký tự và không nằm trong danh sách mật khẩu đã bị lộ.',
    },
    en: {
      title: 'This password cannot be used',
      detail: 'Choose one of 12 to 256 characters that is not on the list of leaked passwords.',
    },
  },
  'link-ended': {
    vi: {
      title: 'Đường dẫn này không còn dùng được',
      detail: 'Đường dẫn đã hết hạn hoặc đã được dùng. Hãy xin một đường dẫn mới.',
    },
    en: { title: 'This link has ended', detail: 'It has expired or was used already. Ask for a new one.' },
  },
  'upload-offset': {
    vi: { title: 'Vị trí gửi tiếp không khớp', detail: 'Hỏi lại vị trí đã nhận (HEAD) rồi gửi tiếp từ đó.' },
    en: { title: 'The offset does not fit', detail: 'Ask for the current offset (HEAD) and go on from there.' },
  },
  'upload-locked': {
    vi: { title: 'Tệp này đang được gửi ở một kết nối khác', detail: 'Chờ ít giây rồi gửi tiếp.' },
    en: { title: 'This upload is under way on another line', detail: 'Wait some seconds, then go on.' },
  },
  'upload-ended': {
    vi: { title: 'Lần gửi này không còn nữa', detail: 'Lần gửi đã hết hạn hoặc đã bị hủy. Gửi lại tệp từ đầu.' },
    en: { title: 'This upload is no more', detail: 'It expired or was cancelled. Send the file from the start.' },
  },
  'tus-version': {
    vi: { title: 'Thiếu hoặc sai phiên bản giao thức gửi tệp', detail: 'Gửi kèm Tus-Resumable: 1.0.0.' },
    en: { title: 'The version of the protocol is missing or wrong', detail: 'Send Tus-Resumable: 1.0.0.' },
  },
  'checksum-mismatch': {
    vi: {
      title: 'Tệp nhận được khác với tệp đã gửi',
      detail: 'Mã kiểm tra SHA-256 không khớp nên không có gì được lưu. Gửi lại tệp.',
    },
    en: {
      title: 'What arrived is not what was sent',
      detail: 'The SHA-256 differs, so nothing was kept. Send the file again.',
    },
  },
  'still-running': {
    vi: { title: 'Yêu cầu này đang được xử lý', detail: 'Chờ lần gửi trước kết thúc rồi thử lại với cùng khóa.' },
    en: { title: 'This very request is under way', detail: 'Wait for it to end, then repeat it with the same key.' },
  },
  'key-reused': {
    vi: {
      title: 'Khóa Idempotency-Key đã dùng cho một yêu cầu khác',
      detail: 'Dùng khóa mới cho mỗi yêu cầu khác nhau.',
    },
    en: { title: 'The Idempotency-Key was used for another request', detail: 'Use a new key for each new request.' },
  },
  'share-password': {
    vi: { title: 'Liên kết này có mật khẩu', detail: 'Nhập mật khẩu mà người gửi đã cho bạn.' },
    en: { title: 'This link has a password', detail: 'Give the password that the sender gave you.' },
  },
  'board-full': {
    vi: { title: 'Bộ sưu tập đã đầy', detail: 'Hãy lập một bộ sưu tập mới, hoặc gỡ bớt tư liệu.' },
    en: { title: 'The board is full', detail: 'Make another board, or take items off this one.' },
  },
  'nothing-to-download': {
    vi: { title: 'Không có tệp nào để tải', detail: 'Các tư liệu này chưa có tệp, hoặc hiện không được phép tải.' },
    en: { title: 'There is nothing to download', detail: 'These items have no file, or may not be taken now.' },
  },
  'zip-too-large': {
    vi: { title: 'Gói tải về quá lớn', detail: 'Mỗi gói có tối đa 500 tư liệu và 512 GB. Hãy chọn ít hơn.' },
    en: { title: 'The ZIP would be too large', detail: 'One holds at most 500 items and 512 GB. Choose fewer.' },
  },
  'zip-refused': {
    vi: {
      title: 'Không giải nén tệp ZIP này',
      detail: 'Hãy nén lại các tệp thành một tệp ZIP thường, không đặt mật khẩu.',
    },
    en: { title: 'This ZIP is not unpacked', detail: 'Pack the files anew as a plain ZIP without a password.' },
  },
  'changed-meanwhile': {
    vi: { title: 'Tệp đã thay đổi trong lúc đọc', detail: 'Đợi chép xong tệp rồi thử lại.' },
    en: { title: 'The file changed while it was read', detail: 'Wait until it is copied, then try again.' },
  },
  'nomination-changed': {
    vi: { title: 'Đề cử đã thay đổi trong lúc bạn xem', detail: 'Tải lại đề cử, xem phần đã sửa rồi làm lại.' },
    en: {
      title: 'The nomination changed while you looked at it',
      detail: 'Load it again, look at what was changed, then repeat.',
    },
  },
  'four-eyes': {
    vi: { title: 'Cần hai người khác nhau duyệt', detail: 'Nhờ một chuyên viên khác duyệt đề cử này.' },
    en: { title: 'Two different people must approve', detail: 'Ask another curator to approve this nomination.' },
  },
  'address-unreadable': {
    vi: { title: 'Không đọc được địa chỉ này', detail: 'Kiểm tra lại địa chỉ, hoặc thử lại sau ít phút.' },
    en: { title: 'This address cannot be read', detail: 'Check the address, or try again in a few minutes.' },
  },
  'own-item': {
    vi: { title: 'Đây là tin của chính kho tư liệu', detail: 'Tin này đã có trong kho, không cần tiếp nhận lại.' },
    en: { title: 'This item is the hub’s own', detail: 'It is in the hub already and need not be taken in.' },
  },
  'sheet-unreadable': {
    vi: { title: 'Không đọc được bảng kê', detail: 'Lưu bảng kê thành “CSV UTF-8” hoặc .xlsx rồi thử lại.' },
    en: { title: 'The sheet cannot be read', detail: 'Save it as “CSV UTF-8” or .xlsx, then try again.' },
  },
  recalled: {
    vi: {
      title: 'Tư liệu đang bị thu hồi',
      detail:
        'Không được lấy tư liệu này để sử dụng cho đến khi lệnh thu hồi được dỡ bỏ. Nếu đã dùng, hãy gỡ các bản đã dùng rồi xác nhận ở trang Thu hồi.',
    },
    en: {
      title: 'The item is recalled',
      detail:
        'It may not be taken for use until the recall is lifted. If you have used it, remove your copies and confirm that on the page Recalls.',
    },
  },
  'relay-rights-unknown': {
    vi: {
      title: 'Có tin chuyển tiếp chưa rõ quyền sử dụng',
      detail: 'Ghi rõ quyền sử dụng của tin chuyển tiếp, hoặc gỡ tin khỏi bộ sưu tập, rồi tạo liên kết chia sẻ.',
    },
    en: {
      title: 'A relayed item’s rights are not known',
      detail: 'Say what the rights of the relayed item are, or take it off the board, then make the link.',
    },
  },
  internal: {
    vi: { title: 'Hệ thống gặp lỗi', detail: 'Thử lại sau ít phút. Nếu vẫn lỗi, báo quản trị viên kèm mã yêu cầu.' },
    en: {
      title: 'Something failed in the hub',
      detail: 'Try again in a few minutes. If it stays, tell the administrator the request number.',
    },
  },
  'store-unavailable': {
    vi: { title: 'Kho tệp tạm thời không truy cập được', detail: 'Không có gì được lưu. Thử lại sau ít phút.' },
    en: { title: 'The file store cannot be reached', detail: 'Nothing was kept. Try again in a few minutes.' },
  },
  'too-busy': {
    vi: { title: 'Hệ thống đang bận', detail: 'Đang có quá nhiều yêu cầu. Thử lại sau ít giây.' },
    en: { title: 'The hub is busy', detail: 'Too many requests at once. Try again in a few seconds.' },
  },
  'store-full': {
    vi: { title: 'Kho tệp đã đầy', detail: 'Không có gì được lưu. Báo quản trị viên thêm dung lượng.' },
    en: { title: 'The file store is full', detail: 'Nothing was kept. Tell the administrator to add space.' },
  },
  'crop-outdated': {
    vi: {
      title: 'Vùng cắt thuộc phiên bản cũ',
      detail: 'Tệp đã được thay. Hãy xem lại vùng cắt trên tệp mới rồi lưu.',
    },
    en: {
      title: 'The crop belongs to an older version',
      detail: 'The file was replaced. Look at the crop on the new one and save it.',
    },
  },
  'crops-full': {
    vi: { title: 'Đã đủ số vùng cắt', detail: 'Mỗi tư liệu lưu tối đa 20 vùng cắt. Hãy xóa bớt.' },
    en: { title: 'No room for another crop', detail: 'An item keeps at most 20 crops. Delete one first.' },
  },
  'cannot-make': {
    vi: {
      title: 'Không tạo được tệp này',
      detail: 'Tệp gốc không cho tạo bản này. Hãy tải tệp gốc hoặc thử lại sau mười phút.',
    },
    en: {
      title: 'This file cannot be made',
      detail: 'The original does not allow it. Take the original, or try again in ten minutes.',
    },
  },
  'page-waiting': {
    vi: {
      title: 'Trang đang được dựng',
      detail: 'Trang này được dựng khi có người mở lần đầu. Vui lòng thử lại sau vài giây.',
    },
    en: {
      title: 'The page is being drawn',
      detail: 'It is drawn when somebody first turns to it. Try again in a few seconds.',
    },
  },
  'no-article': {
    vi: {
      title: 'Không chuyển thành bài viết được',
      detail: 'Chỉ tài liệu Word (DOCX) có chữ, dài không quá một bài viết, mới chuyển thành bài viết được.',
    },
    en: {
      title: 'No article can be made of it',
      detail: 'Only a Word document (DOCX) with text, no longer than an article may be, becomes an article.',
    },
  },
  'captions-refused': {
    vi: { title: 'Chưa nhận được phụ đề này', detail: 'Sửa những dòng được nêu rồi gửi lại.' },
    en: { title: 'These captions cannot be taken', detail: 'Mend the lines that are named and send them again.' },
  },
  'not-timed': {
    vi: {
      title: 'Tư liệu này không phải phim hay bản ghi âm',
      detail: 'Chỉ phim và bản ghi âm mới có phụ đề và trích đoạn.',
    },
    en: { title: 'This is neither a film nor a sound', detail: 'Only films and sounds have captions and clips.' },
  },
  'clip-refused': {
    vi: { title: 'Chưa cắt được đoạn này', detail: 'Chọn lại điểm đầu và điểm cuối trong thời lượng của bản gốc.' },
    en: { title: 'This clip cannot be cut', detail: 'Choose a beginning and an end within the length of the source.' },
  },
  'clip-bound': {
    vi: {
      title: 'Trích đoạn không được rộng hơn nguồn',
      detail: 'Cấm vận, thời hạn quyền và việc rút đồng ý của tư liệu nguồn cũng ràng buộc đoạn cắt từ đó.',
    },
    en: {
      title: 'A clip may do no more than its source',
      detail: 'The embargo, the dates of the rights and a withdrawn consent of the source bind what was cut from it.',
    },
  },
  'original-kept': {
    vi: {
      title: 'Tệp gốc chưa giao được',
      detail:
        'Không tách được khỏi tệp gốc những gì máy ảnh đã ghi (nơi chụp, tên người, số máy). Hãy tải kích thước khác, hoặc liên hệ đơn vị giữ tư liệu.',
    },
    en: {
      title: 'The original is kept back',
      detail:
        'What its camera wrote (place, names, serial numbers) cannot be taken out of it. Take another size, or ask the unit that keeps the item.',
    },
  },
  'saved-searches-full': {
    vi: { title: 'Đã lưu đủ 100 tìm kiếm', detail: 'Hãy xóa bớt một tìm kiếm không dùng nữa rồi lưu lại.' },
    en: { title: 'You keep 100 searches already', detail: 'Delete one that you no longer use, then save again.' },
  },
  'bulk-edit-too-large': {
    vi: {
      title: 'Quá nhiều tư liệu cho một lần sửa',
      detail: 'Mỗi lần sửa hàng loạt nhận tối đa 5.000 tư liệu. Hãy thu hẹp lựa chọn rồi làm nhiều lần.',
    },
    en: {
      title: 'Too many items for one edit',
      detail: 'A bulk edit takes at most 5,000 items. Narrow the selection, and do it in several.',
    },
  },
  'bulk-edit-ended': {
    vi: {
      title: 'Đã quá hạn',
      detail: 'Bản xem trước có hiệu lực 24 giờ; một lần sửa hoàn tác được trong 7 ngày. Hãy tạo bản xem trước mới.',
    },
    en: {
      title: 'Its time is over',
      detail: 'A dry run holds for 24 hours, and an edit may be undone for seven days. Begin a new dry run.',
    },
  },
  'bulk-edit-not-now': {
    vi: {
      title: 'Lần sửa này đang ở bước khác',
      detail: 'Tải lại trang để xem lần sửa hàng loạt này đã đến đâu.',
    },
    en: {
      title: 'This edit stands at another step',
      detail: 'Load the page again to see where this bulk edit stands.',
    },
  },
}
