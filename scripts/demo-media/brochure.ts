import { readFile, writeFile } from 'node:fs/promises'
import { type Color, PDFDocument, type PDFImage, type PDFPage, rgb } from 'pdf-lib'
import sharp from 'sharp'
import { drawLine, drawParagraph, embedBeVietnam, type Face, widthOf } from './vietnamese-text.ts'

const [width, height] = [595.28, 841.89]
const margin = 52
const ink = rgb(0.1, 0.13, 0.2)
const soft = rgb(0.36, 0.4, 0.47)
const white = rgb(1, 1, 1)
const accent = rgb(0.72, 0.16, 0.14)
const gold = rgb(0.93, 0.7, 0.2)
type Fonts = { regular: Face; bold: Face }

const chapters = [
  {
    title: 'Vị trí và hạ tầng',
    lead: 'Cửa ngõ giữa Thành phố Hồ Chí Minh và Vương quốc Campuchia.',
    text: [
      'Tây Ninh có đường biên giới dài 240 km với Campuchia, hai cửa khẩu quốc tế Mộc Bài và Xa Mát cùng nhiều cửa khẩu chính. Tuyến đường Xuyên Á nối cảng biển phía Nam với Phnôm Pênh chạy qua địa bàn tỉnh.',
      'Nguồn nước hồ Dầu Tiếng, lưới điện ổn định và quỹ đất công nghiệp sẵn có giúp nhà đầu tư triển khai dự án nhanh chóng.',
    ],
    figures: [
      ['240 km', 'đường biên giới'],
      ['2', 'cửa khẩu quốc tế'],
      ['99 km', 'đến Thành phố Hồ Chí Minh'],
    ],
  },
  {
    title: 'Khu công nghiệp và ưu đãi',
    lead: 'Thủ tục một cửa, minh bạch, đúng hẹn.',
    text: [
      'Các khu công nghiệp Trảng Bàng, Phước Đông, Thành Thành Công và khu kinh tế cửa khẩu Mộc Bài đón các dự án dệt may, cao su, chế biến nông sản, điện mặt trời và logistics.',
      'Doanh nghiệp trong khu kinh tế cửa khẩu được hưởng ưu đãi thuế thu nhập, tiền thuê đất và hỗ trợ đào tạo lao động theo quy định hiện hành.',
    ],
    figures: [
      ['5', 'khu công nghiệp'],
      ['2', 'khu kinh tế cửa khẩu'],
      ['Một cửa', 'thủ tục đầu tư tập trung'],
    ],
  },
  {
    title: 'Du lịch, văn hóa và liên hệ',
    lead: 'Núi Bà Đen, hồ Dầu Tiếng, Tòa Thánh, Lò Gò – Xa Mát.',
    text: [
      'Tây Ninh là điểm đến của lễ hội xuân núi Bà Đen, của nghệ thuật chế biến món chay và của bánh tráng phơi sương Trảng Bàng. Vườn quốc gia Lò Gò – Xa Mát là Vườn Di sản ASEAN.',
      'Liên hệ: Sở Kế hoạch và Đầu tư tỉnh Tây Ninh; Sở Văn hóa, Thể thao và Du lịch tỉnh Tây Ninh. Tài liệu phục vụ Kế hoạch thông tin, tuyên truyền quảng bá ASEAN trên địa bàn tỉnh.',
    ],
    figures: [
      ['986 m', 'đỉnh núi cao nhất Nam Bộ'],
      ['27.000 ha', 'mặt nước hồ Dầu Tiếng'],
      ['1', 'Vườn Di sản ASEAN'],
    ],
  },
] as const

/** Writes the brochure "Tây Ninh – Điểm đến đầu tư": a cover and three chapters, each headed by one of the photos. */
export async function writeBrochure(file: string, photos: readonly string[]): Promise<void> {
  const pdf = await PDFDocument.create()
  pdf.setTitle('Tây Ninh – Điểm đến đầu tư')
  pdf.setAuthor('Sở Văn hóa, Thể thao và Du lịch tỉnh Tây Ninh')
  pdf.setLanguage('vi')
  const fonts = { regular: await embedBeVietnam(pdf, 400), bold: await embedBeVietnam(pdf, 700) }
  const [cover, ...others] = photos
  if (!cover) throw new RangeError('a brochure needs a photo')
  drawCover(pdf.addPage([width, height]), fonts, await embedPhoto(pdf, cover, width, height))
  for (const [index, chapter] of chapters.entries()) {
    const image = await embedPhoto(pdf, others[index % others.length] ?? cover, width, 300)
    drawChapter(pdf.addPage([width, height]), fonts, image, { ...chapter, number: index + 2 })
  }
  await writeFile(file, await pdf.save())
}

/** A photo cut to the frame, at about 150 dots an inch. */
async function embedPhoto(pdf: PDFDocument, file: string, frameWidth: number, frameHeight: number): Promise<PDFImage> {
  const cut = sharp(await readFile(file)).resize(Math.round(frameWidth * 2), Math.round(frameHeight * 2), {
    fit: 'cover',
  })
  return pdf.embedJpg(await cut.jpeg({ quality: 82 }).toBuffer())
}

function drawCover(page: PDFPage, { regular, bold }: Fonts, photo: PDFImage): void {
  page.drawImage(photo, { x: 0, y: 0, width, height })
  page.drawRectangle({ x: 0, y: 0, width, height: 250, color: ink, opacity: 0.82 })
  page.drawRectangle({ x: margin, y: 214, width: 64, height: 5, color: gold })
  drawLine(page, bold, 'Tây Ninh', { x: margin, y: 150, size: 52, color: white })
  drawLine(page, regular, 'Điểm đến đầu tư', { x: margin, y: 104, size: 30, color: white })
  drawLine(page, regular, 'Tài liệu giới thiệu tỉnh với bạn bè ASEAN – 2020', {
    x: margin,
    y: 60,
    size: 13,
    color: gold,
  })
}

type Chapter = {
  title: string
  lead: string
  text: readonly string[]
  figures: readonly (readonly [string, string])[]
  number: number
}

function drawChapter(page: PDFPage, fonts: Fonts, photo: PDFImage, chapter: Chapter): void {
  page.drawImage(photo, { x: 0, y: height - 300, width, height: 300 })
  page.drawRectangle({ x: 0, y: height - 306, width, height: 6, color: accent })
  drawLine(page, fonts.bold, chapter.title, { x: margin, y: height - 362, size: 27, color: ink })
  drawLine(page, fonts.regular, chapter.lead, { x: margin, y: height - 392, size: 14, color: accent })
  let y = height - 430
  for (const text of chapter.text) {
    const pen = { x: margin, y, size: 12, color: ink, width: width - 2 * margin, leading: 19 }
    y = drawParagraph(page, fonts.regular, text, pen) - 10
  }
  for (const [index, figure] of chapter.figures.entries()) drawFigure(page, fonts, figure, margin + index * 168)
  drawLine(page, fonts.regular, 'Tây Ninh – Điểm đến đầu tư', { x: margin, y: 34, size: 9, color: soft })
  drawLine(page, fonts.regular, `${chapter.number}`, {
    x: width - margin - widthOf(fonts.regular, `${chapter.number}`, 9),
    y: 34,
    size: 9,
    color: soft,
  })
}

function drawFigure(
  page: PDFPage,
  { regular, bold }: Fonts,
  [value, label]: readonly [string, string],
  x: number,
): void {
  const tint: Color = rgb(0.97, 0.95, 0.91)
  page.drawRectangle({ x, y: 92, width: 155, height: 92, color: tint })
  page.drawRectangle({ x, y: 92, width: 4, height: 92, color: gold })
  drawLine(page, bold, value, { x: x + 16, y: 140, size: 22, color: accent })
  drawLine(page, regular, label, { x: x + 16, y: 114, size: 10, color: soft })
}
