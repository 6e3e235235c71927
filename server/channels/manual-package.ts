import type { Channel, Outcome } from './channel.ts'
import { newReceiptBytes } from './hand-receipt.ts'

/**
 * A site without an API: the hub makes a package, a person publishes it by hand and writes the receipt down. `publish` takes no step
 * outside; that the package is ready is what its first receipt says. A withdrawal stays open until a person says that it was done.
 */
export function manualPackage(): Channel {
  const none: Outcome = {
    kind: 'retry',
    problem: 'by-hand',
    text: 'Kênh này đăng và gỡ bằng tay; hệ thống không hỏi được trang nhận.',
    notBefore: null,
    mayHaveArrived: true,
    fault: false,
  }
  return {
    async capabilities() {
      const most = Number.MAX_SAFE_INTEGER
      return { maxItemBytes: 16 * 1024 * 1024, maxMediaBytes: most, partBytes: most, mediaTypes: 'any' }
    },
    async publish({ itemId, version, digest, beforeSending }) {
      if (!(await beforeSending())) return { kind: 'superseded' }
      return newReceiptBytes({ itemId, version, digest, state: 'received', publicUrl: null, at: new Date() })
    },
    async withdraw() {
      return {
        ...none,
        text: 'Hãy gỡ bài tại trang nhận rồi ghi nhận việc gỡ ở lượt này.',
      }
    },
    async status() {
      return none
    },
  }
}
