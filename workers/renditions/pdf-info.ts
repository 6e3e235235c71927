/** What pdfinfo tells: sizes in points, of the first pages, as they are shown (turned). */
export type PdfInfo = { pages: number; version: string | null; sizes: { width: number; height: number }[] }

/** Reads the output of `pdfinfo -f 1 -l n`. */
export function readPdfInfo(text: string): PdfInfo {
  const pages = Number(/^Pages:\s+(\d+)/m.exec(text)?.[1] ?? 0)
  const version = /^PDF version:\s+(\S+)/m.exec(text)?.[1] ?? null
  const turned = new Map(
    [...text.matchAll(/^Page\s+(\d+) rot:\s+(\d+)/gm)].map(([, page, angle]) => [page, Number(angle) % 180 === 90]),
  )
  const sizes = [...text.matchAll(/^Page\s+(\d+) size:\s+([\d.]+) x ([\d.]+) pts/gm)].map(([, page, x, y]) => {
    const size = { width: Number(x), height: Number(y) }
    return turned.get(page) ? { width: size.height, height: size.width } : size
  })
  return { pages, version, sizes }
}
