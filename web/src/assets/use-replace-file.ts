import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Asset } from '#contracts/asset'
import { sendVersion } from './send-version.ts'
import { useTakeVersion } from './use-versions.ts'

/** `sent` is null while nothing is on its way. */
type State = { sent: number | null; error: unknown }

/** Replaces an asset's file; leaving the form gives the sending up. */
export function useReplaceFile(asset: Asset) {
  const client = useQueryClient()
  const take = useTakeVersion(asset.id)
  const running = useRef<AbortController | null>(null)
  const [state, setState] = useState<State>({ sent: null, error: null })
  useEffect(() => () => running.current?.abort(), [])
  const send = async (file: File, allowDuplicate: boolean): Promise<boolean> => {
    running.current = new AbortController()
    const { signal } = running.current
    setState({ sent: 0, error: null })
    try {
      const onSent = (sent: number) => setState({ sent, error: null })
      take(await sendVersion({ asset, file, allowDuplicate }, { onSent, signal }))
      return true
    } catch (error) {
      setState({ sent: null, error: signal.aborted ? null : error })
      // 412: somebody was faster. What stands now is loaded, and the next try rests on it.
      if (!signal.aborted) void client.invalidateQueries({ queryKey: ['asset', asset.id] })
      return false
    }
  }
  const clear = () => setState({ sent: null, error: null })
  return { ...state, send, clear, stop: () => running.current?.abort() }
}
