import type { WordsLike } from '../app/words-type.ts'

export const vi = {
  title: 'Đăng nhập',
  hint: 'Dùng tài khoản do đơn vị của bạn cấp.',
  email: 'Thư điện tử',
  password: 'Mật khẩu',
  show: 'Hiện mật khẩu',
  hide: 'Ẩn mật khẩu',
  remember: 'Giữ đăng nhập trên máy này',
  act: 'Đăng nhập',
  noAccount: 'Chưa có tài khoản, hoặc quên mật khẩu? Hãy liên hệ quản trị viên của kho.',
  wrong: 'Thư điện tử hoặc mật khẩu chưa đúng. Hãy kiểm tra rồi nhập lại.',
  tooMany: 'Đã thử quá nhiều lần. Hãy chờ một phút rồi thử lại.',
  emptyEmail: 'Hãy nhập thư điện tử.',
  emptyPassword: 'Hãy nhập mật khẩu.',
  sso: {
    or: 'hoặc',
    act: 'Đăng nhập bằng {{name}}',
    refused: 'Tài khoản này ({{name}}) chưa được cấp quyền vào kho. Hãy liên hệ quản trị viên của kho.',
    failed: 'Chưa đăng nhập được bằng {{name}}. Hãy thử lại, hoặc dùng thư điện tử và mật khẩu.',
  },
  promise: 'Ảnh, phim và bài viết của tỉnh, từ đơn vị làm ra đến cổng thông tin.',
}

export const en: WordsLike<typeof vi> = {
  title: 'Sign in',
  hint: 'Use the account that your unit gave you.',
  email: 'E-mail',
  password: 'Password',
  show: 'Show the password',
  hide: 'Hide the password',
  remember: 'Stay signed in on this computer',
  act: 'Sign in',
  noAccount: 'No account, or the password is lost? Ask an administrator of the hub.',
  wrong: 'The e-mail or the password is wrong. Check them and try again.',
  tooMany: 'Too many attempts. Wait a minute and try again.',
  emptyEmail: 'Enter your e-mail.',
  emptyPassword: 'Enter your password.',
  sso: {
    or: 'or',
    act: 'Sign in with {{name}}',
    refused: 'This account ({{name}}) has no access to the hub. Ask an administrator of the hub.',
    failed: 'Signing in with {{name}} failed. Try again, or use e-mail and password.',
  },
  promise: 'Photos, films and articles of the province, from the unit that makes them to the portal.',
}
