import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { drawPage } from './draw-page.ts'
import classes from './page-list.module.css'

const row = 168
const small = { width: 104, height: 132 }
type Props = { pdf: PDFDocumentProxy; current: number; onGoTo: (page: number) => void }

/** Every page, small; only those that show are drawn. */
export function PageList({ pdf, current, onGoTo }: Props) {
  const { t } = useTranslation()
  const list = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState({ top: 0, height: 900 })
  const look = () => {
    const node = list.current
    if (node) setSeen({ top: node.scrollTop, height: node.clientHeight })
  }
  useEffect(() => {
    const node = list.current
    const at = (current - 1) * row
    if (node && (at < node.scrollTop || at + row > node.scrollTop + node.clientHeight))
      node.scrollTop = at - node.clientHeight / 2 + row / 2
  }, [current])
  const first = Math.max(1, Math.floor(seen.top / row))
  const last = Math.min(pdf.numPages, Math.ceil((seen.top + seen.height) / row) + 1)
  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  return (
    <nav className={classes.list} ref={list} onScroll={look} aria-label={t('documents.list')}>
      <ol style={{ height: pdf.numPages * row }} className={classes.rows}>
        {shown.map(number => (
          <li key={number} style={{ top: (number - 1) * row }}>
            <button
              type="button"
              className={classes.item}
              aria-current={number === current ? 'page' : undefined}
              aria-label={t('documents.page', { page: number })}
              onClick={() => onGoTo(number)}
            >
              <SmallPage pdf={pdf} number={number} />
              {number}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function SmallPage({ pdf, number }: { pdf: PDFDocumentProxy; number: number }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const target = canvas.current
    const stop = new AbortController()
    const draw = async () => {
      const page = await pdf.getPage(number)
      const { width, height } = page.getViewport({ scale: 1 })
      const scale = Math.min(small.width / width, small.height / height)
      if (!target || stop.signal.aborted) return
      target.style.width = `${width * scale}px`
      await drawPage(page, target, scale, stop.signal)
    }
    // Who scrolls by leaves no page behind that nobody looks at.
    const timer = setTimeout(() => draw().catch(error => stop.signal.aborted || console.warn(error)), 120)
    return () => {
      clearTimeout(timer)
      stop.abort()
      if (target) target.width = 0
    }
  }, [pdf, number])
  return (
    <span className={classes.frame}>
      <canvas ref={canvas} />
    </span>
  )
}
