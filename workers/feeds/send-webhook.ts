import type { JobPayload } from '#contracts/job'
import { type SendDeps, sendWebhookMessage } from '#server/feeds/send-webhook'

/** One try of one message. Its own schedule says when the next one comes, so the job succeeds whatever the receiver does. */
export async function sendWebhook({ deliveryId }: JobPayload<'webhook.send'>, context: SendDeps): Promise<void> {
  await sendWebhookMessage(context, deliveryId)
}
