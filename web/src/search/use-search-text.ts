import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { readLibraryState } from './library-state.ts'

const pause = 180

/** What stands in the search box, and the library's address: each follows the other. */
export function useSearchText(): { text: string; type: (text: string) => void; submit: (text: string) => void } {
  const navigate = useNavigate()
  const here = useRouterState({ select: state => state.location.pathname === '/kho' })
  const q = useRouterState({
    select: state => (state.location.pathname === '/kho' ? ((state.location.search as { q?: string }).q ?? '') : ''),
  })
  const [text, setText] = useState(q)
  const sent = useRef(q)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    // Only an address that we did not write ourselves replaces what is being typed.
    if (q === sent.current) return
    sent.current = q
    setText(q)
  }, [q])
  useEffect(() => () => clearTimeout(timer.current), [])

  const go = (next: string, replace: boolean) => {
    clearTimeout(timer.current)
    sent.current = next.trim() ? next : ''
    void navigate({
      to: '/kho',
      search: now => readLibraryState({ ...(here ? now : {}), q: next }),
      replace,
      resetScroll: true,
    })
  }
  return {
    text,
    type: next => {
      setText(next)
      if (!here) return
      clearTimeout(timer.current)
      timer.current = setTimeout(() => go(next, true), next === '' ? 0 : pause)
    },
    submit: next => go(next, here),
  }
}
