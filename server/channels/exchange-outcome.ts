import type { OutboundError, OutboundFailure } from '#server/platform/outbound-fetch'
import type { ExchangeStep, Outcome } from './channel.ts'
import type { Reply } from './reply.ts'

/** Only these take effect, so only these may have arrived unheard. */
const effective: readonly ExchangeStep[] = ['item', 'withdrawal']

/** What it means for the delivery that no answer came. */
export function outcomeOfFault(
  error: OutboundError,
  step: ExchangeStep,
): Extract<Outcome, { kind: 'retry' | 'refused' }> {
  // An unanswered question leaves what was in doubt in doubt.
  const asked = step === 'ask'
  const text = `${sentences[error.kind]} (${error.message})`
  if (error.kind === 'refused') return { kind: 'refused', problem: 'outbound-refused', text, mayHaveArrived: asked }
  const mayHaveArrived = asked || effective.includes(step)
  return { kind: 'retry', problem: error.kind, text, notBefore: null, mayHaveArrived, fault: true }
}

const sentences: Record<OutboundFailure, string> = {
  refused: 'Địa chỉ của cổng nằm ngoài phạm vi được phép kết nối.',
  timeout: 'Cổng không trả lời kịp thời hạn.',
  network: 'Mất kết nối với cổng.',
  tls: 'Kết nối tới cổng không bảo đảm an toàn.',
  'too-large': 'Cổng trả lời dài quá mức cho phép.',
  aborted: 'Lượt gửi bị dừng giữa chừng.',
}

/** What a reply that is neither success nor a special case means for the delivery. */
export function outcomeOfReply(reply: Reply, step: ExchangeStep): Outcome {
  const problem = reply.problem ?? `http-${reply.status}`
  const { decision, text, notBefore } = reply
  const asked = step === 'ask'
  if (decision === 'pause' || decision === 'dead') {
    return { kind: decision === 'dead' ? 'dead' : 'refused', problem, text, mayHaveArrived: asked }
  }
  const fault = reply.status >= 500
  const mayHaveArrived = asked || (fault && effective.includes(step))
  return { kind: 'retry', problem, text, notBefore, mayHaveArrived, fault }
}
