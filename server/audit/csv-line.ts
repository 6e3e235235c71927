/**
 * One line of CSV (RFC 4180) that a spreadsheet opens as text: every field quoted; a field that would begin a formula (`=`, `+`, `-`,
 * `@`, their full-width forms) gets an apostrophe before it (ASVS 1.2.10). Control characters, line ends and marks that reorder a line
 * are written as \uXXXX, so that no name can forge a row or speak to a terminal.
 */
export function csvLine(fields: readonly (string | null | undefined)[]): string {
  return `${fields.map(field => `"${neutral(field ?? '').replaceAll('"', '""')}"`).join(',')}\r\n`
}

const hidden = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g
function neutral(field: string): string {
  // Before the escape: a tab or a return in front also starts a formula in some spreadsheets.
  const formula = /^[\s\u0000-\u001f]*[=+\-@＝＋－＠]/.test(field) || /^[\t\r\n\u0000]/.test(field)
  const shown = field.replace(hidden, mark => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return formula ? `'${shown}` : shown
}
