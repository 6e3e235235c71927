import { chown, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decoderAccount } from '#server/platform/work-folder'

const item = (path: string, name: string, value: string) =>
  `<item oor:path="/org.openoffice.Office.${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`

// No macro, no link, nothing taken over or asked for. The names are those of LibreOffice's officecfg (Common.xcs, Calc.xcs, Writer.xcs).
const settings = [
  item('Common/Security/Scripting', 'MacroSecurityLevel', '3'),
  item('Common/Security/Scripting', 'DisableMacrosExecution', 'true'),
  item('Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'),
  item('Common/Security/Scripting', 'DisableActiveContent', 'true'),
  item('Common/Security/Scripting', 'DisablePythonRuntime', 'true'),
  item('Common/Misc', 'FirstRun', 'false'),
  item('Common/Undo', 'Steps', '0'),
  item('Common/Load', 'UserDefinedSettings', 'false'),
  item('Writer/Content/Update', 'Link', '2'),
  item('Calc/Content/Update', 'Link', '2'),
  item('Recovery/RecoveryInfo', 'Enabled', 'false'),
  item('Recovery/AutoSave', 'Enabled', 'false'),
]

/**
 * Makes a locked profile of LibreOffice in the work folder, for one run alone, and answers where it lies. Two runs with one profile
 * would wait for each other; one that a document has changed would change the next.
 */
export async function makeOfficeProfile(folder: string): Promise<string> {
  const profile = join(folder, 'profile')
  const user = join(profile, 'user')
  await mkdir(user, { recursive: true })
  await writeFile(
    join(user, 'registrymodifications.xcu'),
    `<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">${settings.join('')}</oor:items>`,
  )
  const account = decoderAccount()
  if (account)
    for (const path of [profile, user, join(user, 'registrymodifications.xcu')])
      await chown(path, account.uid, account.gid)
  return profile
}
