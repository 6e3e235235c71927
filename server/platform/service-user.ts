import { readFileSync } from 'node:fs'

/** The account that a child process runs as; null where we are not root and so run as ourselves. */
export type ServiceUser = { name: string; uid: number; gid: number } | null

/**
 * Under root, Postgres and the decoders each run as another user: the first of `names` that the system knows. `setup` makes
 * `hubdb` and `hubmedia`; `nobody` is there on every system. Throws where not even that is known.
 */
export function serviceUser(
  names: readonly string[],
  uid = process.getuid?.() ?? -1,
  passwd = '/etc/passwd',
): ServiceUser {
  if (uid !== 0) return null
  const lines = readFileSync(passwd, 'utf8')
    .split('\n')
    .map(line => line.split(':'))
  for (const name of names) {
    const entry = lines.find(fields => fields[0] === name)
    if (entry) return { name, uid: Number(entry[2]), gid: Number(entry[3]) }
  }
  throw new Error(`none of the users ${names.join(', ')} exists: create one, the hub does not run Postgres as root`)
}

/**
 * The command line that runs `command` as that user. It keeps the right to pass folders of mode 0700 (CAP_DAC_OVERRIDE), because a
 * checkout or a data directory often stands below root's home.
 */
export function asUser(
  user: ServiceUser,
  command: string,
  args: readonly string[],
): { command: string; args: string[] } {
  if (!user) return { command, args: [...args] }
  const drop = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups']
  // access(2) forgets the capabilities of whoever is not root, and initdb looks for postgres with it, unless this bit is set. What
  // runs afterwards still has that one capability only: the others end at exec.
  const pass = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup']
  return { command: 'setpriv', args: [...drop, ...pass, '--', command, ...args] }
}
