import type { Dispatch, KeyboardEvent, SetStateAction } from 'react'

type Input = {
  count: number
  shown: boolean
  active: number
  setActive: Dispatch<SetStateAction<number>>
  open: () => void
  pick: (index: number) => void
  submit: () => void
  leave: () => void
}

/** The keys of a combobox (WAI-ARIA APG): arrows choose, Enter takes what is chosen or searches, Escape closes and then clears. */
export function useSearchKeys({ count, shown, active, setActive, open, pick, submit, leave }: Input) {
  return (event: KeyboardEvent) => {
    // While a Vietnamese input method composes, Enter and the arrows belong to it.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      open()
      if (count > 0) setActive(now => stepped(now, event.key === 'ArrowDown' ? 1 : -1, count))
    } else if (event.key === 'Enter') {
      if (shown && active >= 0) pick(active)
      else submit()
    } else if (event.key === 'Escape') leave()
  }
}

/** The next choice, round the ends; from none (-1) the first or the last. */
function stepped(now: number, step: 1 | -1, count: number): number {
  if (now < 0) return step === 1 ? 0 : count - 1
  return (now + step + count) % count
}
