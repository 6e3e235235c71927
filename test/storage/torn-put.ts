import { Readable } from 'node:stream'
import { openFilesystemStore } from '#server/storage/filesystem-store'

// A process to be killed: puts a stream that never ends at argv[3] in the store at argv[2], and says when bytes are on the disk.
const [directory, key] = process.argv.slice(2)
const store = await openFilesystemStore(directory!)
let given = 0
const endless = new Readable({
  read() {
    given += 1
    if (given <= 64) this.push(Buffer.alloc(64 * 1024, 1))
    else if (given === 65) process.stdout.write('writing\n')
  },
})
setInterval(() => {}, 1_000)
await store.put(key!, endless)
