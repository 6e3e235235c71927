import mammoth from 'mammoth'

/** A DOCX as the body of an article: HTML that is not sanitised yet, and how many pictures stood in it that an article cannot show. */
export type DocxArticle = { html: string; pictures: number }

// What an article may have at most (contracts/article.ts).
const mostHtml = 1_048_576

/** Reads a cleaned DOCX; null where an article could not hold it. Nothing outside the file is looked at. */
export async function docxArticle(file: string): Promise<DocxArticle | null> {
  let pictures = 0
  const convertImage = mammoth.images.imgElement(async () => {
    pictures += 1
    return { src: '' }
  })
  const { value } = await mammoth.convertToHtml({ path: file }, { convertImage, externalFileAccess: false })
  const html = value.normalize('NFC')
  return html.length > mostHtml || html.replace(/<[^>]*>/g, '').trim() === '' ? null : { html, pictures }
}
