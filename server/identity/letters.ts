import type { Letter } from '#server/platform/mail'

type ResetFacts = { to: string; link: string; hub: string }

/** The letter with a link to set a new password, in Vietnamese and English. */
export function resetLetter({ to, link, hub }: ResetFacts): Letter {
  return {
    to,
    subject: `${hub}: đặt lại mật khẩu / reset your password`,
    text: `Kính gửi Ông/Bà,

Có yêu cầu đặt lại mật khẩu cho tài khoản ${to} tại ${hub}. Để đặt mật khẩu mới, mở đường dẫn sau trong vòng 1 giờ (dùng được một lần):

${link}

Nếu Ông/Bà không yêu cầu, xin bỏ qua thư này; mật khẩu không thay đổi.

---
Somebody asked to reset the password of ${to} at ${hub}. To set a new one, open the link above within 1 hour; it works once. If it was not you, ignore this letter: nothing has changed.
`,
  }
}

/** The letter that tells the owner that the password was changed. */
export function passwordChangedLetter({ to, hub }: Omit<ResetFacts, 'link'>): Letter {
  return {
    to,
    subject: `${hub}: mật khẩu đã được thay đổi / your password was changed`,
    text: `Kính gửi Ông/Bà,

Mật khẩu của tài khoản ${to} tại ${hub} vừa được thay đổi và mọi phiên đăng nhập đã kết thúc. Nếu không phải Ông/Bà thực hiện, xin báo ngay cho quản trị viên.

---
The password of ${to} at ${hub} was just changed and every session has ended. If it was not you, tell the administrator at once.
`,
  }
}

/** The letter that invites somebody, with the link to accept. */
export function invitationLetter({ to, link, hub, inviter }: ResetFacts & { inviter: string }): Letter {
  return {
    to,
    subject: `${hub}: thư mời tham gia / you are invited`,
    text: `Kính gửi Ông/Bà,

${inviter} mời Ông/Bà tham gia ${hub}. Để nhận lời mời, mở đường dẫn sau trong vòng 7 ngày (dùng được một lần):

${link}

---
${inviter} invites you to ${hub}. To accept, open the link above within 7 days; it works once.
`,
  }
}
