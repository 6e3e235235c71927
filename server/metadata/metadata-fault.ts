export type MetadataFaultKey = 'unreadable' | 'took-too-long' | 'too-large' | 'fault' | 'busy'

/** A file's metadata could not be read or written. `key` says why; `message` goes to the log. */
export class MetadataFault extends Error {
  override name = 'MetadataFault'
  readonly key: MetadataFaultKey
  constructor(key: MetadataFaultKey, message: string) {
    super(message)
    this.key = key
  }
}

/** perl, which exiftool runs on, is not installed on this machine. */
export class ExiftoolMissing extends Error {
  override name = 'ExiftoolMissing'
  constructor() {
    super('perl is not installed on this machine')
  }
}
