/**
 * In a child that reads hostile files: under root the code is loaded first, from wherever it lies, and no file is opened before the
 * rights are gone. The account comes in HUB_DECODER_UID and HUB_DECODER_GID; without them nothing happens.
 */
export function dropRights(): void {
  const uid = Number(process.env.HUB_DECODER_UID)
  const gid = Number(process.env.HUB_DECODER_GID)
  if (!uid || !gid) return
  process.setgroups?.([])
  process.setgid?.(gid)
  process.setuid?.(uid)
}
