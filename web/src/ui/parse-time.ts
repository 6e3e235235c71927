/** Reads `7:05`, `19h45`, `19.45`, `1945` or `7h` as `19:45`; null for what is no time of the day. */
export function parseTime(text: string): string | null {
  const parts = /^(\d{1,2})(?:\s*[:.hg]\s*(\d{2})?|(\d{2}))?$/i.exec(text.trim())
  const [hour, minute] = [Number(parts?.[1] ?? 24), Number(parts?.[2] ?? parts?.[3] ?? 0)]
  if (hour > 23 || minute > 59) return null
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
