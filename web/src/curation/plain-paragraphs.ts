export type Paragraph = { text: string; heading: boolean }

/** The words of an article's HTML, block by block: enough to judge it at the desk without putting HTML into the page. */
export function plainParagraphs(html: string): Paragraph[] {
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  return [...parsed.body.querySelectorAll('h1, h2, h3, h4, p, li, blockquote')]
    .filter(element => element.querySelector('p, li') === null)
    .map(element => ({
      text: `${element.tagName === 'LI' ? '• ' : ''}${element.textContent?.trim() ?? ''}`,
      heading: /^H\d$/.test(element.tagName),
    }))
    .filter(paragraph => paragraph.text !== '')
}
