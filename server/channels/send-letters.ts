import type { Db } from '#server/platform/db'
import { MailFault, type MailSession } from '#server/platform/mail-session'
import type { ChannelCall, Exchange } from './channel.ts'
import { letterAnswered, letterSending, type PressLetterRow } from './press-ledger.ts'
import type { PressText } from './press-letter.ts'
import { pressMessage } from './press-message.ts'

export type LetterToSend = { row: PressLetterRow; words: PressText; item: string; follows: string | null }
/** How far it went, and the fault that letters which still wait are to be explained by. */
export type Sent = { end: 'done' | 'unwanted' | 'unreached' | 'no-server'; fault: MailFault | null }
type Post = {
  db: Db
  session: MailSession
  call: ChannelCall
  from: string
  replyTo: string | undefined
  timeoutMs: number
}
type How = { step: 'item' | 'withdrawal'; key: string; digest: string; wanted(): Promise<boolean> }

/**
 * Sends letters one after another over one session. What the server says of one concerns that one; a line that breaks ends the run. The
 * push is asked for before each: a recall in the middle stops the rest.
 */
export async function sendLetters(post: Post, letters: readonly LetterToSend[], how: How): Promise<Sent> {
  let fault: MailFault | null = null
  for (const letter of letters) {
    if (!(await how.wanted())) return { end: 'unwanted', fault }
    const failed = await sendOne(post, letter, how)
    if (!failed) continue
    fault = failed
    if (failed.kind !== 'reply' || failed.status === 421 || failed.command === 'MAIL FROM') break
  }
  return { end: 'done', fault }
}

async function sendOne(post: Post, { row, words, item, follows }: LetterToSend, how: How): Promise<MailFault | null> {
  const { db, session, from, replyTo, timeoutMs } = post
  const { address, name, messageId, createdAt } = row
  const to = { address, name }
  const message = await pressMessage(words, { from, to, replyTo, messageId, follows, date: createdAt, item })
  const began = performance.now()
  const write = (end: Pick<Exchange, 'status' | 'outcome' | 'problemType' | 'response'>) =>
    post.call.observe({
      ...{
        step: how.step,
        method: 'SMTP',
        target: `mailto:${address}`,
        idempotencyKey: how.key,
        requestHash: how.digest,
      },
      ...end,
      ms: Math.round(performance.now() - began),
    })
  try {
    const answer = await session.send({
      from,
      to: address,
      message,
      timeoutMs,
      beforeEnd: () => letterSending(db, row),
    })
    // First of all: nothing may come between the server's yes and the note of it.
    await letterAnswered(db, row, 'sent', answer)
    await write({ status: Number(answer.slice(0, 3)) || 250, outcome: 'ok', problemType: null, response: answer })
    return null
  } catch (error) {
    if (!(error instanceof MailFault)) throw error
    const { status, mayHaveArrived, message: said } = error
    const refused = status !== null && status >= 500 && (error.command === 'RCPT TO' || error.command === 'DATA')
    if (!mayHaveArrived) await letterAnswered(db, row, refused ? 'refused' : 'waiting', said)
    const outcome = mayHaveArrived ? 'ask' : refused ? 'dead' : 'retry'
    await write({ status, outcome, problemType: status === null ? error.kind : `smtp-${status}`, response: said })
    return error
  }
}
