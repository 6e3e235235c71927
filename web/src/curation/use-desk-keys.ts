import { useEffect, useRef } from 'react'
import { type DeskCommand, deskCommand } from './desk-keys.ts'

export type DeskActs = Record<DeskCommand, () => void>

/** Listens to the desk's keys while no dialog is open; answers the same acts for the bar's buttons. */
export function useDeskKeys(acts: DeskActs): (command: DeskCommand) => void {
  const latest = useRef(acts)
  latest.current = acts
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('[role="dialog"]')) return
      const command = deskCommand(event, event.target instanceof HTMLElement ? typingFacts(event.target) : null)
      if (!command) return
      event.preventDefault()
      latest.current[command]()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
  return command => latest.current[command]()
}

function typingFacts(target: HTMLElement) {
  const { tagName, isContentEditable } = target
  return target instanceof HTMLInputElement
    ? { tagName, isContentEditable, type: target.type }
    : { tagName, isContentEditable }
}
