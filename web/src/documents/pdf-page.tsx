import { VisuallyHidden } from '@mantine/core'
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type CSSProperties, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { drawPage, layText, linksOf, type PageLink, type PageText, pageOfPlace } from './draw-page.ts'
import { piecesWith } from './found-text.ts'
import type { PageSize } from './page-layout.ts'
import classes from './pdf-page.module.css'

type Props = {
  pdf: PDFDocumentProxy
  number: number
  scale: number
  top: number
  height: number
  /** What is looked for, and marked where it stands. */
  wanted: string
  onSize: (number: number, size: PageSize) => void
  onGoTo: (page: number) => void
}

/** One page: its picture, its text to choose over it, its links. It lets go of all when it leaves the screen. */
export function PdfPage({ pdf, number, scale, top, height, wanted, onSize, onGoTo }: Props) {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)
  const words = useRef<HTMLDivElement>(null)
  const page = usePage(pdf, number, onSize)
  const text = usePageText(page, words)
  const [links, setLinks] = useState<PageLink[]>([])
  const drawn = useDrawing(page, canvas, scale)
  useMarks(text, wanted)
  useEffect(() => {
    let here = true
    if (page) linksOf(page).then(found => here && setLinks(found), console.warn)
    return () => {
      here = false
    }
  }, [page])
  const goTo = async (place: unknown) => {
    const target = await pageOfPlace(pdf, place)
    if (target) onGoTo(target)
  }
  const view = page?.getViewport({ scale: 1 })
  const box = { top, height, width: view ? view.width * scale : undefined, '--total-scale-factor': scale }
  return (
    <section
      className={classes.page}
      aria-label={t('documents.page', { page: number })}
      data-page={number}
      data-drawn={drawn || undefined}
      style={box as CSSProperties}
    >
      <canvas ref={canvas} className={classes.canvas} />
      <div ref={words} className={classes.words} />
      {links.map(({ key, place, url, goTo: target }) =>
        url ? (
          <a
            key={key}
            href={url}
            target="_blank"
            rel="noopener noreferrer nofollow"
            title={url}
            className={classes.link}
            style={place}
          >
            <VisuallyHidden>{t('documents.link', { url })}</VisuallyHidden>
          </a>
        ) : (
          <button
            key={key}
            type="button"
            aria-label={t('documents.linkInside')}
            className={classes.link}
            style={place}
            onClick={() => void goTo(target)}
          />
        ),
      )}
    </section>
  )
}

function usePage(pdf: PDFDocumentProxy, number: number, onSize: Props['onSize']): PDFPageProxy | null {
  const [page, setPage] = useState<PDFPageProxy | null>(null)
  useEffect(() => {
    let here = true
    let held: PDFPageProxy | null = null
    pdf.getPage(number).then(found => {
      if (!here) return
      held = found
      const { width, height } = found.getViewport({ scale: 1 })
      onSize(number, { width, height })
      setPage(found)
    }, console.warn)
    return () => {
      here = false
      held?.cleanup()
    }
  }, [pdf, number, onSize])
  return page
}

/** Draws when the page has come, and again a moment after the scale has settled. */
function useDrawing(page: PDFPageProxy | null, canvas: React.RefObject<HTMLCanvasElement | null>, scale: number) {
  const [drawn, setDrawn] = useState(false)
  const first = useRef(true)
  useEffect(() => {
    const target = canvas.current
    if (!page || !target) return
    const stop = new AbortController()
    const draw = () =>
      drawPage(page, target, scale, stop.signal).then(
        () => setDrawn(true),
        error => stop.signal.aborted || console.warn(error),
      )
    const timer = setTimeout(draw, first.current ? 0 : 180)
    first.current = false
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [page, canvas, scale])
  useEffect(() => {
    const target = canvas.current
    // A canvas keeps its dots until it is collected; on a phone that is too late.
    return () => {
      if (target) target.width = 0
    }
  }, [canvas])
  return drawn
}

function usePageText(page: PDFPageProxy | null, box: React.RefObject<HTMLDivElement | null>): PageText | null {
  const [text, setText] = useState<PageText | null>(null)
  useEffect(() => {
    const target = box.current
    if (!page || !target) return
    const stop = new AbortController()
    layText(page, target, stop.signal).then(
      found => stop.signal.aborted || setText(found),
      error => stop.signal.aborted || console.warn(error),
    )
    return () => {
      stop.abort()
      target.replaceChildren()
    }
  }, [page, box])
  return text
}

function useMarks(text: PageText | null, wanted: string): void {
  useEffect(() => {
    if (!text) return
    const found = piecesWith(text.pieces, wanted).flatMap(index => text.elements[index] ?? [])
    for (const element of found) element.dataset.found = ''
    return () => {
      for (const element of found) delete element.dataset.found
    }
  }, [text, wanted])
}
