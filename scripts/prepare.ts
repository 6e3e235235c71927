import { readConfig } from '#server/platform/config'
import { prepareHub } from './prepare-hub.ts'

// For an installation whose processes something else starts (compose): migrations, first data, secrets, the first administrator.
const config = readConfig(process.env)
if (config.database.kind !== 'server') throw new Error('DATABASE_URL names the database to prepare')
const administrator = await prepareHub(config, config.database.ownerUrl)
if (administrator) {
  console.log(`administrator: ${administrator.email}`)
  if (administrator.password) console.log(`one-time password: ${administrator.password}  (shown this once)`)
}
