// A dropped file does not know its folder; its entry does. One from the folder dialog says it itself.
const dropped = new WeakMap<File, string>()

/** Remembers where a dropped file lay: `path` is its entry's, `/Lễ hội/Ngày 1/a.jpg`. */
export function inFolder(file: File, path: string): File {
  dropped.set(file, path)
  return file
}

/** The folder of a file as it was dropped or picked, NFC, without a slash at its ends; empty where it came by itself. */
export function folderOf(file: File): string {
  const path = dropped.get(file) ?? file.webkitRelativePath ?? ''
  return path.split('/').filter(Boolean).slice(0, -1).join('/').normalize('NFC')
}
