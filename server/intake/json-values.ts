export type JsonObject = { [name: string]: unknown }

/** Whether a value of a stranger's JSON is an object with members. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The objects in a list; none where it is no list. */
export function objectsOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** A text, or '' for anything else. */
export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
