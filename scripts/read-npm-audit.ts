import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { allowList, judgeAudit } from './npm-audit.ts'

// `npm audit --json` on standard input, the allow-list as the argument: see audit.sh.
const allow = allowList.parse(JSON.parse(await readFile(process.argv[2]!, 'utf8')))
const { available, failures, allowed, lower } = judgeAudit(
  await text(process.stdin),
  allow,
  new Date().toISOString().slice(0, 10),
)
if (!available) console.log('audit: not available here')
for (const failure of failures) console.error(`audit: ${failure}`)
if (available && failures.length === 0)
  console.log(`audit: nothing high or critical (${lower} lower, ${allowed.length} allowed until their day)`)
process.exitCode = failures.length > 0 ? 1 : 0
