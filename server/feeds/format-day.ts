/** `2026-12-31` as 31/12/2026, as both languages of this hub write it. */
export const formatDay = (date: string): string => date.split('-').reverse().join('/')
