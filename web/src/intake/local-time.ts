/** An instant as a field of date and time has it, in Vietnam: `2026-11-23T19:45`. */
export function toField(instant: string): string {
  return new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 16)
}

/** What stands in such a field, as an instant; '' stays ''. */
export function fromField(value: string): string {
  return value ? `${value}:00+07:00` : ''
}
