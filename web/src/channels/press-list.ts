export type Recipient = { address: string; name: string }

/** Reads a list as people write it, one on a line: `Tên <địa chỉ>` or the address alone. `unread` is the first line that is neither. */
export function readPressList(text: string): { recipients: Recipient[]; unread: string | null } {
  const byAddress = new Map<string, Recipient>()
  let unread: string | null = null
  for (const line of text
    .split(/\r?\n/)
    .map(each => each.trim())
    .filter(Boolean)) {
    const [, name = '', given = ''] = /^(?:(.*?)\s*<)?([^\s<>,;"]+@[^\s<>,;"]+\.[a-z]{2,})>?[,;]?$/i.exec(line) ?? []
    if (given === '') unread ??= line
    else {
      const address = given.toLowerCase()
      if (!byAddress.has(address)) byAddress.set(address, { address, name: name.replace(/^"|"$/g, '').trim() })
    }
  }
  return { recipients: [...byAddress.values()], unread }
}
