import '@mantine/core/styles/Modal.layer.css'

import { ActionIcon, Button, Loader, Modal } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconFileAlert, IconX } from '@tabler/icons-react'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PageState } from '../ui/page-state.tsx'
import { FindBar } from './find-bar.tsx'
import { PageList } from './page-list.tsx'
import { PdfPages } from './pdf-pages.tsx'
import classes from './pdf-reader.module.css'
import { ReaderTools } from './reader-tools.tsx'
import { useDocument } from './use-document.ts'
import { useFind } from './use-find.ts'
import { type PagesView, usePagesView } from './use-pages-view.ts'
import { usePinch } from './use-pinch.ts'

export type PdfReaderProps = { url: string; title: string; page: number; onClose: () => void }

/** A document to read over the whole window: its own letters, sharp at every size, to search and to copy. */
export function PdfReader({ url, title, page, onClose }: PdfReaderProps) {
  const { t } = useTranslation()
  const { state, pdf, again } = useDocument(url)
  return (
    <Modal.Root opened fullScreen onClose={onClose} transitionProps={{ duration: 0 }}>
      <Modal.Content aria-label={t('documents.reader', { title })} classNames={{ content: classes.content }}>
        <div className={classes.head}>
          <b className={`cut ${classes.title}`}>{title}</b>
          <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('ui.close')} onClick={onClose}>
            <IconX size={20} stroke={1.6} />
          </ActionIcon>
        </div>
        {state === 'open' && <OpenReader pdf={pdf} start={page} />}
        {state === 'opening' && (
          <div className={classes.wait} role="status">
            <Loader size="sm" />
            <p>{t('documents.opening')}</p>
          </div>
        )}
        {state === 'failed' && (
          <div className={classes.wait} role="alert">
            <PageState icon={<IconFileAlert />} title={t('documents.failed')}>
              {t('documents.failedText')}
            </PageState>
            <div className={classes.acts}>
              <Button onClick={again}>{t('ui.retry')}</Button>
              <Button variant="default" onClick={onClose}>
                {t('documents.asPictures')}
              </Button>
            </div>
          </div>
        )}
      </Modal.Content>
    </Modal.Root>
  )
}

function OpenReader({ pdf, start }: { pdf: PDFDocumentProxy; start: number }) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const view = usePagesView(scroller, pdf.numPages, start)
  const [listed, setListed] = useState(() => window.innerWidth >= 1100)
  const [finding, setFinding] = useState(false)
  const [typed, setTyped] = useState('')
  const [wanted] = useDebouncedValue(finding ? typed : '', 250)
  const found = useFind(pdf, wanted)
  usePinch(scroller, view.zoomBy)
  useEffect(() => scroller.current?.focus({ preventScroll: true }), [])
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f') {
      event.preventDefault()
      setFinding(true)
      return
    }
    const act = keys[event.key]
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return
    if ((event.target as HTMLElement).closest('input')) return
    event.preventDefault()
    act(view, pdf.numPages)
  }
  const go = (page: number) => {
    view.goTo(page)
    if (window.innerWidth < 768) setListed(false)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of everything inside
    <div className={classes.reader} onKeyDown={onKeyDown}>
      <ReaderTools
        view={view}
        pages={pdf.numPages}
        listed={listed}
        finding={finding}
        onList={() => setListed(!listed)}
        onFind={() => setFinding(!finding)}
      />
      {finding && (
        <FindBar
          text={typed}
          onText={setTyped}
          found={found}
          current={view.current}
          onGoTo={view.goTo}
          onClose={() => setFinding(false)}
        />
      )}
      <div className={classes.body}>
        {listed && <PageList pdf={pdf} current={view.current} onGoTo={go} />}
        <PdfPages pdf={pdf} view={view} scroller={scroller} wanted={wanted} label={t('documents.pages')} />
      </div>
    </div>
  )
}

const keys: Record<string, ((view: PagesView, pages: number) => void) | undefined> = {
  PageDown: view => view.goTo(view.current + 1),
  PageUp: view => view.goTo(view.current - 1),
  Home: view => view.goTo(1),
  End: (view, pages) => view.goTo(pages),
  '+': view => view.zoomIn(),
  '=': view => view.zoomIn(),
  '-': view => view.zoomOut(),
  '0': view => view.wholeSize(),
  w: view => view.fitWidth(),
}
