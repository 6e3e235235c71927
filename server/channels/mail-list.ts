import type { MailConfig } from '#server/platform/config'
import type { Db } from '#server/platform/db'
import { MailFault, type MailSession, openMailSession } from '#server/platform/mail-session'
import { OutboundError } from '#server/platform/outbound-fetch'
import type { Capabilities, Channel, ChannelCall, Outcome, Push, Withdrawal } from './channel.ts'
import { newReceiptBytes } from './hand-receipt.ts'
import { type PressSettings, pressSettings } from './press-form.ts'
import { readPressItem, readPressWithdrawal } from './press-item.ts'
import { beginLetters, lastLetters, type PressLetterRow } from './press-ledger.ts'
import { pressLetter, pressWithdrawalLetter } from './press-letter.ts'
import { writePressToken } from './press-link.ts'
import { type LetterToSend, type Sent, sendLetters } from './send-letters.ts'
import { sha256Of } from './sign-request.ts'
import type { WireDeps } from './wire-deps.ts'

/** What mail to the press needs of the hub: its letters' ledger, its mail server, and the secret that links are signed with. */
export type PressDeps = { db: Db; mail: MailConfig; secret: string }
type Deps = Pick<WireDeps, 'publicUrl' | 'clock' | 'timeouts'> & PressDeps

/**
 * The wire of a press list: one letter to each address, none of which sees another's, so that each has its own links, its own answer of
 * the mail server, and its own retry. A letter that went is written down and never sent again; SMTP leaves one doubt, a server that
 * took a letter and died before it said so (RFC 1047), and such a letter goes again under the same Message-ID.
 */
export function mailList(deps: Deps): Channel {
  return {
    capabilities: call => capabilities(deps, call),
    publish: (push, call) => publish(deps, push, call),
    withdraw: (withdrawal, call) => withdraw(deps, withdrawal, call),
    async status() {
      const text = 'Thư đã gửi thì không hỏi lại được nơi nhận.'
      return { kind: 'retry', problem: 'cannot-ask', text, notBefore: null, mayHaveArrived: true, fault: false }
    },
  }
}

const noServer = {
  kind: 'refused',
  problem: 'no-mail-server',
  text: 'Hệ thống chưa được nối với máy chủ thư (SMTP_URL): không có thư nào rời khỏi kho.',
  mayHaveArrived: false,
} as const satisfies Outcome

async function capabilities({ mail, timeouts }: Deps, call: ChannelCall): Promise<Capabilities | Outcome> {
  if (!mail.smtpUrl) return noServer
  if (call.fresh) {
    try {
      const session = await openMailSession(mail.smtpUrl, timeouts.ask, call.signal)
      session.close()
    } catch (error) {
      if (!(error instanceof MailFault)) throw error
      return { kind: 'dead', problem: problemOf(error), text: textOf(error), mayHaveArrived: false }
    }
  }
  const most = Number.MAX_SAFE_INTEGER
  return { maxItemBytes: 2 * 1024 * 1024, maxMediaBytes: most, partBytes: most, mediaTypes: 'any' }
}

async function publish(deps: Deps, push: Push, call: ChannelCall): Promise<Outcome> {
  const item = readPressItem(push.body)
  const settings = pressSettings.parse(call.channel.settings)
  const { deliveryId } = push
  const begun = { deliveryId, title: item.title, host: hostOf(deps), linkDays: settings.linkDays }
  const letters = await beginLetters(deps.db, begun, settings.recipients)
  const last = await lastLetters(deps.db, { assetId: push.itemId, channelId: call.channel.id, before: deliveryId })
  const wanted = letters.filter(each => each.state === 'waiting' || each.state === 'sending')
  const toSend = wanted.map((row): LetterToSend => {
    const until = row.linksUntil ?? new Date(0)
    const token = writePressToken({ ...row, until: Math.floor(until.getTime() / 1000) }, deps.secret)
    const at = (rendition: string) => `${deps.publicUrl}/api/v1/press/${token}/${rendition}`
    const follows = last.find(each => each.address === row.address)?.messageId ?? null
    const tells = { item: `${item.id}; version=${push.version}; op=${item.what}`, follows }
    return { row, words: pressLetter(item, row.name, settings.language, { at, until }), ...tells }
  })
  const sent = await send(deps, call, settings, toSend, {
    ...{ step: 'item', key: push.key, digest: push.digest },
    // Before each letter: a recall or a newer version in the middle of the list stops the rest.
    wanted: push.beforeSending,
  })
  return settled(deps, call, sent, { itemId: push.itemId, version: push.version, digest: push.digest, deliveryId })
}

async function withdraw(deps: Deps, withdrawal: Withdrawal, call: ChannelCall): Promise<Outcome> {
  const { itemId, body, key, deliveryId } = withdrawal
  const said = readPressWithdrawal(body)
  const settings = pressSettings.parse(call.channel.settings)
  const all = await lastLetters(deps.db, { assetId: itemId, channelId: call.channel.id, before: deliveryId })
  const owed = all.filter(each => each.op !== 'withdraw')
  if (owed.length === 0) return { kind: 'gone' }
  const begun = { deliveryId, title: owed[0]!.title, host: hostOf(deps), linkDays: null }
  const letters = await beginLetters(deps.db, begun, owed)
  const toSend = letters
    .filter(each => each.state === 'waiting' || each.state === 'sending')
    .map((row): LetterToSend => {
      const before = owed.find(each => each.address === row.address)
      const sentAt = before?.sentAt ?? before?.createdAt ?? row.createdAt
      const { title, name } = before ?? row
      const words = pressWithdrawalLetter(said, { title, name, sentAt }, settings.language)
      const tells = { item: `${itemId}; version=${said.version}; op=withdraw`, follows: before?.messageId ?? null }
      return { row, words, ...tells }
    })
  const digest = sha256Of(body)
  const sent = await send(deps, call, settings, toSend, { step: 'withdrawal', key, digest, wanted: async () => true })
  return settled(deps, call, sent, { itemId, version: said.version, digest, deliveryId, withdrawn: true })
}

type How = { step: 'item' | 'withdrawal'; key: string; digest: string; wanted(): Promise<boolean> }

async function send(
  { db, mail, timeouts }: Deps,
  call: ChannelCall,
  { replyTo }: PressSettings,
  letters: readonly LetterToSend[],
  how: How,
): Promise<Sent> {
  if (letters.length === 0) return { end: 'done', fault: null }
  const { smtpUrl, from } = mail
  if (!smtpUrl) return { end: 'no-server', fault: null }
  let session: MailSession
  try {
    session = await openMailSession(smtpUrl, timeouts.item, call.signal)
  } catch (error) {
    if (!(error instanceof MailFault)) throw error
    await call.observe({
      ...{
        step: how.step,
        method: 'SMTP',
        target: new URL(smtpUrl).host,
        idempotencyKey: how.key,
        requestHash: how.digest,
      },
      ...{ status: error.status, outcome: 'retry', problemType: problemOf(error), response: error.message, ms: 0 },
    })
    return { end: 'unreached', fault: error }
  }
  try {
    return await sendLetters({ db, session, call, from, replyTo, timeoutMs: timeouts.item }, letters, how)
  } finally {
    session.close()
  }
}

type Said = { itemId: string; version: number; digest: string; deliveryId: string; withdrawn?: true }

/** What the letters' answers mean for the delivery, once every letter is as far as it got today. */
async function settled(deps: Deps, call: ChannelCall, { end, fault }: Sent, said: Said): Promise<Outcome> {
  if (fault?.kind === 'aborted') throw new OutboundError('aborted', 'stopped')
  const letters = await deps.db.pressLetter.findMany({
    where: { deliveryId: said.deliveryId },
    orderBy: { tag: 'asc' },
  })
  const has = (state: string) => letters.some(each => each.state === state)
  const mayHaveArrived = has('sent') || has('sending')
  if (end === 'unwanted') return { kind: 'superseded' }
  if (end === 'no-server') return { ...noServer, mayHaveArrived }
  if (has('waiting') || has('sending')) {
    if (!fault) throw new Error(`letters of ${said.deliveryId} wait without a fault`)
    const gone = letters.filter(each => each.state === 'sent').length
    const problem = problemOf(fault)
    const text = `Đã gửi ${gone}/${letters.length} thư. ${textOf(fault)}`
    if (isClosed(fault)) return { kind: 'refused', problem, text, mayHaveArrived }
    return {
      kind: 'retry',
      problem,
      text,
      notBefore: null,
      mayHaveArrived,
      fault: !has('sent') && fault.command !== 'RCPT TO',
    }
  }
  // A letter that asks to take something down and that nobody takes any more: nothing is left to be done by mail.
  if (!has('sent') && !said.withdrawn) {
    const text = 'Máy chủ thư từ chối mọi người nhận trong danh sách.'
    return { kind: 'dead', problem: 'all-refused', text, mayHaveArrived: false }
  }
  const answers = letters.map(each => `<${each.messageId}> ${each.state}: ${withoutAddress(each)}`).join('\n')
  const { itemId, version, digest, withdrawn } = said
  const state = withdrawn ? 'withdrawn' : 'received'
  return newReceiptBytes({
    ...{ itemId, version, digest, state, publicUrl: null, at: deps.clock.now() },
    more: { channel: call.channel.code, answers },
  })
}

/** The ledger of receipts is for ever: a person's address is not written into it, also where the server repeats it. */
function withoutAddress({ answer, address }: Pick<PressLetterRow, 'answer' | 'address'>): string {
  return (answer ?? '').replaceAll(new RegExp(address.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi'), '…')
}

const hostOf = ({ mail }: Deps) => mail.from.split('@')[1] ?? 'localhost'

/** The server does not let the hub in: signing in, or sending as its address. */
const isClosed = ({ status, command }: MailFault) =>
  (status !== null && [530, 534, 535, 538].includes(status)) ||
  (status !== null && status >= 500 && command === 'MAIL FROM')

const problemOf = ({ kind, status }: MailFault) => (status === null ? kind : `smtp-${status}`)

function textOf({ kind, message }: MailFault): string {
  const sentences: Record<MailFault['kind'], string> = {
    reply: 'Máy chủ thư trả lời',
    timeout: 'Máy chủ thư không trả lời kịp thời hạn',
    network: 'Mất kết nối với máy chủ thư',
    tls: 'Kết nối tới máy chủ thư không bảo đảm an toàn',
    aborted: 'Lượt gửi bị dừng giữa chừng',
  }
  return `${sentences[kind]} (${message})`.slice(0, 1000)
}
