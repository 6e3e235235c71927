import { v7 } from 'uuid'

/** A UUIDv7 (RFC 9562 §5.7), lower case: ids sort by the time they were made. */
export const newId = (): string => v7()
