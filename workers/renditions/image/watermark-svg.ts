/** Letters as strokes on a field 14 high, so that the mark needs no font of the machine: [path, width]. */
const letters: Record<string, [path: string, width: number]> = {
  X: ['M0 0L10 14M10 0L0 14', 10],
  E: ['M9 0H0V14H9M0 7H8', 9],
  M: ['M0 14V0L6.5 9L13 0V14', 13],
  T: ['M0 0H11M5.5 0V14', 11],
  H: ['M0 0V14M10 0V14M0 7H10', 10],
  Ử: ['M0 0V9Q0 14 5 14Q10 14 10 9V0M10 3.5Q13.5 3 13 -.5M4 -6Q5 -7.6 6.6 -6.6Q7.6 -5.2 5.6 -4.2V-2.8', 13],
  ' ': ['', 5],
}
const text = 'XEM THỬ'
const between = 4

/**
 * The mark that lies over a picture shown outside: "XEM THỬ" (for viewing), again and again on a slope, light with a dark edge so that
 * it is seen on snow and at night. An SVG of `width` x `height` pixels; the words' size follows the picture's longer side.
 */
export function watermarkSvg(width: number, height: number): Buffer {
  let x = 0
  let paths = ''
  for (const letter of text) {
    const [path, wide] = letters[letter] ?? ['', 0]
    paths += `<path transform="translate(${x} 0)" d="${path}"/>`
    x += wide + between
  }
  const scale = Math.max(width, height) / 5 / x
  const [tileWidth, tileHeight] = [x + 46, 62]
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<defs><g id="w" fill="none" stroke-linecap="round" stroke-linejoin="round">${paths}</g>
<pattern id="p" width="${tileWidth}" height="${tileHeight}" patternUnits="userSpaceOnUse" patternTransform="rotate(-28) scale(${scale.toFixed(4)})">
<g transform="translate(12 28)"><use href="#w" stroke="#000" stroke-opacity=".34" stroke-width="4.2"/><use href="#w" stroke="#fff" stroke-opacity=".62" stroke-width="2.2"/></g>
</pattern></defs>
<rect width="${width}" height="${height}" fill="url(#p)"/></svg>`)
}
