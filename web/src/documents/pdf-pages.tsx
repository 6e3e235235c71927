import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { RefObject } from 'react'
import { PdfPage } from './pdf-page.tsx'
import classes from './pdf-pages.module.css'
import type { PagesView } from './use-pages-view.ts'

type Props = {
  pdf: PDFDocumentProxy
  view: PagesView
  scroller: RefObject<HTMLDivElement | null>
  wanted: string
  label: string
}

/** The pages under one another, those that show and their neighbours alone. */
export function PdfPages({ pdf, view, scroller, wanted, label }: Props) {
  const { layout } = view
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is not a place of pages
    <div
      ref={scroller}
      className={classes.pages}
      onScroll={view.onScroll}
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by the arrows
      tabIndex={0}
      aria-label={label}
    >
      <div className={classes.column} style={{ height: layout.total, minWidth: layout.width }}>
        {view.ready &&
          view.shown.map(number => (
            <PdfPage
              key={number}
              pdf={pdf}
              number={number}
              scale={view.scale}
              top={layout.tops[number - 1] ?? 0}
              height={layout.heights[number - 1] ?? 0}
              wanted={wanted}
              onSize={view.onSize}
              onGoTo={view.goTo}
            />
          ))}
      </div>
    </div>
  )
}
