import { Button, Loader } from '@mantine/core'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { PdfPages } from './pdf-pages.tsx'
import classes from './pdf-pane.module.css'
import { useDocument } from './use-document.ts'
import { usePagesView } from './use-pages-view.ts'

type Props = { url: string; label: string; page: number; onPages: (pages: number) => void }

/** One document of two that stand side by side; `page` is where both are to be. */
export function PdfPane({ url, label, page, onPages }: Props) {
  const { t } = useTranslation()
  const { state, pdf, again } = useDocument(url)
  useEffect(() => {
    if (pdf) onPages(pdf.numPages)
  }, [pdf, onPages])
  return (
    <div className={classes.pane}>
      {state === 'open' && <OpenPane pdf={pdf} label={label} page={page} />}
      {state === 'opening' && (
        <p className={classes.wait} role="status">
          <Loader size="sm" /> {t('documents.opening')}
        </p>
      )}
      {state === 'failed' && (
        <div className={classes.wait} role="alert">
          <p>{t('documents.failed')}</p>
          <Button size="xs" variant="default" onClick={again}>
            {t('ui.retry')}
          </Button>
        </div>
      )}
    </div>
  )
}

function OpenPane({ pdf, label, page }: { pdf: PDFDocumentProxy; label: string; page: number }) {
  const scroller = useRef<HTMLDivElement>(null)
  const view = usePagesView(scroller, pdf.numPages, page)
  const { goTo } = view
  const at = useRef(page)
  useEffect(() => {
    if (at.current !== page) goTo(page)
    at.current = page
  }, [page, goTo])
  return <PdfPages pdf={pdf} view={view} scroller={scroller} wanted="" label={label} />
}
