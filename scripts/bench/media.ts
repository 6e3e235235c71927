import { imageRss } from './image-rss.ts'
import { hlsCpu } from './media-hls.ts'
import { pdfCpu } from './media-pdf.ts'
import { photoCpu } from './photo-cpu.ts'
import type { Bench } from './row.ts'

/** What renditions cost beside the bare tools, by one worker and by two. */
export const mediaBenches: readonly Bench[] = [
  photoCpu(1),
  photoCpu(2),
  imageRss(1),
  imageRss(2),
  pdfCpu(1),
  pdfCpu(2),
  hlsCpu(1),
  hlsCpu(2),
]
