import type { UploadItem } from './upload-item.ts'

type Handlers = {
  /** These send, and nothing has moved for too long or there is no network. */
  lost(ids: string[]): void
  /** The network is there again. */
  back(): void
}

const silentMs = 30_000
// All bytes have left: the hub writes them to the disk before it answers.
const answerMs = 120_000
const lookMs = 2_000

/** Watches over what is being sent: asks before the page is left, and notices a line that has died without a word. */
export function watchLine(handlers: Handlers) {
  let sending: readonly UploadItem[] = []
  let timer: ReturnType<typeof setInterval> | null = null
  const heardAt = new Map<string, number>()
  const look = () => {
    const now = performance.now()
    const silent = sending.filter(item => {
      const patience = item.sent >= item.size ? answerMs : silentMs
      return now - (heardAt.get(item.id) ?? now) > patience
    })
    if (silent.length > 0) handlers.lost(silent.map(item => item.id))
  }
  const offline = () => handlers.lost(sending.map(item => item.id))
  const start = () => {
    timer = setInterval(look, lookMs)
    window.addEventListener('beforeunload', askBeforeLeaving)
    window.addEventListener('offline', offline)
  }
  const stop = () => {
    if (timer) clearInterval(timer)
    timer = null
    window.removeEventListener('beforeunload', askBeforeLeaving)
    window.removeEventListener('offline', offline)
  }
  let listening = false
  return {
    heard: (id: string) => void heardAt.set(id, performance.now()),
    /** The rows after each change: those that send are watched, and only while some send does the page ask before it is left. */
    watch(items: readonly UploadItem[]): void {
      if (!listening) window.addEventListener('online', handlers.back)
      listening = true
      sending = items.filter(item => item.state === 'sending')
      for (const id of heardAt.keys()) if (!sending.some(item => item.id === id)) heardAt.delete(id)
      for (const { id } of sending) if (!heardAt.has(id)) heardAt.set(id, performance.now())
      if (sending.length > 0 && !timer) start()
      if (sending.length === 0 && timer) stop()
    },
  }
}

function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault()
}
