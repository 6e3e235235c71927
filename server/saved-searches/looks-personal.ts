/**
 * Whether a query looks like somebody's data: a mail address, a telephone number, a number of 9 to 12 digits as identity cards (9, since
 * 2021 12), tax codes (10) and accounts have them, however it is spaced. Such a query is not counted at all. Also what is too long to be
 * anything but pasted.
 */
export function looksPersonal(q: string): boolean {
  const text = q.normalize('NFKC')
  if (text.length > 100 || /\S@\S/.test(text)) return true
  return [...text.matchAll(/\d(?:[\s.\-()/]*\d)*/g)].some(([run]) => {
    const digits = run.replace(/\D/g, '').length
    return digits >= 9 && !isDates(run)
  })
}

// `01/01/2026 - 31/12/2026` and `2020 2021 2022` are years and days, nobody's number.
const isDates = (run: string): boolean =>
  /^(?:(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-])?(?:19|20)\d{2}(?:[\s-]+(?:(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-])?(?:19|20)\d{2})+$/.test(
    run,
  )
