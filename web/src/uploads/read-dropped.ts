import { inFolder } from './folder-of.ts'

// What systems leave in every folder; nobody means to upload it.
const litter = /^(\.|~\$)|^(thumbs\.db|desktop\.ini)$/i

const byName = new Intl.Collator('vi', { numeric: true })

export function isLitter(name: string): boolean {
  return litter.test(name)
}

/** Every file of a drop, folders walked through. Must be called in the drop event itself: the browser forgets the entries after it. */
export async function readDropped(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry())
  if (entries.every(entry => entry === null)) return [...transfer.files].filter(file => !isLitter(file.name))
  const found = await Promise.all(entries.map(entry => (entry ? readEntry(entry) : [])))
  return found.flat()
}

async function readEntry(entry: FileSystemEntry): Promise<File[]> {
  if (isLitter(entry.name)) return []
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))
    return [inFolder(file, entry.fullPath)]
  }
  const children = await readAll((entry as FileSystemDirectoryEntry).createReader())
  // As a person counts: IMG_2 before IMG_10, whatever order the disk has.
  children.sort((a, b) => byName.compare(a.name, b.name))
  return (await Promise.all(children.map(readEntry))).flat()
}

// readEntries hands out at most 100 entries a call and an empty list at the end.
async function readAll(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return all
    all.push(...some)
  }
}
