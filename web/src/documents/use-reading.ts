import { useLocation, useNavigate, useRouter } from '@tanstack/react-router'
import { useRef } from 'react'
import type { Asset } from '#contracts/asset'
import { pageOfHash } from './page-layout.ts'

/** Where the PDF of a document is, for who may have it: the document itself, or as the hub printed it. */
function readableAt({ may, original, renditions }: Asset): string | null {
  if (!may.download || !original) return null
  if (original.contentType === 'application/pdf') return `${original.url}?read=1`
  return renditions.find(({ name, contentType }) => name === 'pdf' && contentType === 'application/pdf')?.url ?? null
}

/** Reading is a place of its own in the address, `#trang=12`: a link leads there, and the way back leads out. */
export function useReading(asset: Asset) {
  const router = useRouter()
  const navigate = useNavigate()
  const hash = useLocation({ select: location => location.hash })
  const opened = useRef(false)
  const pages = asset.original?.pageCount ?? 1
  const named = pageOfHash(hash)
  const go = (target: string | undefined, replace: boolean) =>
    void navigate({ to: '.', search: true, hash: target, replace, resetScroll: false, hashScrollIntoView: false })
  return {
    url: readableAt(asset),
    /** The page that the address names. */
    page: named === null ? null : Math.min(named, pages),
    read: (page: number) => {
      opened.current = true
      go(`trang=${page}`, false)
    },
    close: () => {
      if (opened.current) router.history.back()
      else go(undefined, true)
      opened.current = false
    },
  }
}
