import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { useEffect, useRef, useState } from 'react'
import { piecesWith } from './found-text.ts'

export type Found = { pages: number[]; looking: boolean }

/** The pages that hold what is looked for, as they are found; the text of a page is read once. */
export function useFind(pdf: PDFDocumentProxy, wanted: string): Found {
  const texts = useRef(new Map<number, string[]>())
  const [found, setFound] = useState<Found>({ pages: [], looking: false })
  useEffect(() => {
    let here = true
    const look = async () => {
      const pages: number[] = []
      for (let number = 1; number <= pdf.numPages; number += 1) {
        const pieces = texts.current.get(number) ?? (await piecesOf(pdf, number))
        if (!here) return
        texts.current.set(number, pieces)
        if (piecesWith(pieces, wanted).length > 0) pages.push(number)
        if (number % 10 === 0) setFound({ pages: [...pages], looking: true })
      }
      setFound({ pages, looking: false })
    }
    if (wanted.trim() === '') setFound({ pages: [], looking: false })
    else {
      setFound({ pages: [], looking: true })
      look().catch(error => {
        if (here) setFound({ pages: [], looking: false })
        console.warn(error)
      })
    }
    return () => {
      here = false
    }
  }, [pdf, wanted])
  return found
}

async function piecesOf(pdf: PDFDocumentProxy, number: number): Promise<string[]> {
  const page = await pdf.getPage(number)
  const { items } = await page.getTextContent()
  return items.map(item => ('str' in item ? item.str : ''))
}
