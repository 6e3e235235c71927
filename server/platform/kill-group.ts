/** Kills a confined process with all it started; it leads its own group (`setsid` in confine.sh). Nothing happens where it is gone. */
export function killGroup(pid: number | undefined): void {
  if (!pid) return
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL')
    } catch (error) {
      // ESRCH: it ended by itself, or has not become a leader yet, and then the second try meets the process alone.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}
