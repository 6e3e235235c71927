/** For the middle of a sentence: only the first letter, so that "tiếng Anh" keeps its own. */
export function lowerFirst(text: string): string {
  return text.slice(0, 1).toLocaleLowerCase('vi') + text.slice(1)
}
