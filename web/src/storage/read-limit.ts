/**
 * A limit as a person types it, times `unit`: null for an empty field, `bad` for what is no number from 0 up. One separator is the
 * decimal one, comma or point; thousands are not grouped, as `1.234` would say two things. Pure.
 */
export function readLimit(text: string, unit: number): number | null | 'bad' {
  const plain = text.trim().replace(',', '.')
  if (plain === '') return null
  if (!/^\d{1,12}(\.\d{1,9})?$/.test(plain)) return 'bad'
  const value = Number(plain) * unit
  const whole = Math.round(value)
  if (unit === 1 && whole !== value) return 'bad'
  return whole <= Number.MAX_SAFE_INTEGER ? whole : 'bad'
}
