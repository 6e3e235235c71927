import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import * as imports from './boundaries/import-rules.ts'
import { type Import, type Module, places, readModuleGraph, typescriptFiles } from './boundaries/module-graph.ts'
import { slices, tables } from './boundaries/slices.ts'
import * as code from './boundaries/source-rules.ts'
import { createdTables, readSchemaNames, tablesOfEarlierSlices } from './boundaries/table-rules.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string): code.Source => ({ path, text: readFileSync(join(root, path), 'utf8') })
const schema = readSchemaNames(read('prisma/schema.prisma').text)
const tableRule = tablesOfEarlierSlices(tables, schema)

/** A graph for a rule to fail on: `module('server/a/x.ts', 'server/b/y.ts', 'npm:zod', 'node:fs')`. */
function module(source: string, ...imported: string[]): Module {
  const asImport = (to: string): Import => {
    if (to.startsWith('npm:')) return { to: to.slice(4), kind: 'npm' }
    return to.startsWith('node:') ? { to, kind: 'node' } : { to, kind: 'file' }
  }
  return { source, imports: imported.map(asImport) }
}
const file = (path: string, text: string): code.Source => ({ path, text })

describe('the repository', () => {
  let modules: Module[] = []
  let sources: code.Source[] = []
  beforeAll(async () => {
    modules = await readModuleGraph(root)
    const configs = readdirSync(root).filter(name => name.endsWith('.config.ts'))
    sources = [...places.flatMap(place => typescriptFiles(root, place)), ...configs].map(read)
  }, 60_000)

  it('is seen whole: every TypeScript file is a module of the graph', () => {
    // dependency-cruiser answers "0 modules, no violations" under a TypeScript that it does not know.
    const seen = new Set(modules.map(({ source }) => source))
    expect(typescriptFiles(root, 'server').length).toBeGreaterThan(50)
    expect(places.flatMap(place => typescriptFiles(root, place)).filter(path => !seen.has(path))).toEqual([])
    expect(modules.flatMap(each => each.imports).length).toBeGreaterThan(modules.length)
  })

  const importRules: [string, imports.Rule][] = [
    ['resolves every import', imports.everyImportResolves],
    ['imports only earlier slices', imports.sliceOrder],
    ['imports nothing but zod into the contracts', imports.contractsImportZodOnly],
    ['keeps access pure', imports.accessIsPure],
    ['imports nothing of the server but the contracts into the web', imports.webImportsContractsOnly],
    ['imports no routes and nothing of server/http into the workers', imports.workersImportNoRoutes],
    ['imports no scripts, tests, workers or web from below them', imports.nobodyImportsUpwards],
    [
      'imports sharp, fluent-ffmpeg, undici, better-auth, Prisma and the AWS SDK each in its one place',
      imports.onlyItsKeeperImports,
    ],
    ['has no circle of imports', imports.noCircularImports],
  ]
  it.each(importRules)('%s', (_name, rule) => {
    expect(rule(modules)).toEqual([])
  })

  const sourceRules: [string, code.SourceRule][] = [
    ['names no table of a later slice', tableRule],
    ['has no barrels', code.noBarrels],
    ['has no default exports', code.noDefaultExports],
    ['documents every exported function outside web/', code.exportedFunctionsAreDocumented],
    ['has no file longer than 250 lines', code.noLongFiles(250)],
    ['calls the global fetch nowhere in server/ and workers/', code.nobodyCallsGlobalFetch],
  ]
  it.each(sourceRules)('%s', (_name, rule) => {
    expect(rule(sources)).toEqual([])
  })

  it('declares the slice of every table, and of no other', () => {
    const migrations = readdirSync(join(root, 'prisma/migrations'), { withFileTypes: true }).filter(entry =>
      entry.isDirectory(),
    )
    const created = migrations.flatMap(({ name }) =>
      createdTables(read(`prisma/migrations/${name}/migration.sql`).text),
    )
    expect(schema.tables.length).toBeGreaterThan(10)
    expect([...new Set([...schema.tables, ...created, 'graphile_worker'])].sort()).toEqual(Object.keys(tables).sort())
    expect(new Set(slices).size).toBe(slices.length)
  })
})

describe('the rules can fail', () => {
  it('finds an import of a later slice, of a folder that is no slice, and from one', () => {
    const graph = [
      module(
        'server/assets/a.ts',
        'server/units/b.ts',
        'server/assets/c.ts',
        'server/search/d.ts',
        'npm:pg',
        'node:fs',
      ),
      module('server/units/b.ts', 'server/deps.ts'),
      module('server/misc/b.ts'),
      module('server/http/app.ts', 'server/deps.ts', 'server/main.ts'),
      module('server/deps.ts', 'server/search/d.ts'),
    ]
    expect(imports.sliceOrder(graph)).toEqual([
      'server/assets/a.ts imports server/search/d.ts',
      'server/units/b.ts imports server/deps.ts',
      'server/http/app.ts imports server/main.ts',
      'server/misc/b.ts is in a slice that is not declared',
    ])
  })

  it('finds what contracts, access, web and workers may not import', () => {
    const contracts = [
      module(
        'server/contracts/a.ts',
        'npm:zod',
        'npm:uuid',
        'node:fs',
        'server/access/can.ts',
        'server/contracts/b.ts',
      ),
    ]
    expect(imports.contractsImportZodOnly(contracts).map(offence => offence.split(' ').at(-1))).toEqual([
      'uuid',
      'node:fs',
      'server/access/can.ts',
    ])
    const access = [
      module('server/access/can.ts', 'npm:zod', 'node:fs', 'server/contracts/a.ts'),
      module('server/access/can.test.ts', 'npm:vitest'),
    ]
    expect(imports.accessIsPure(access)).toEqual([
      'server/access/can.ts imports zod',
      'server/access/can.ts imports node:fs',
    ])
    const web = [
      module('web/src/a.tsx', 'npm:react', 'web/src/b.ts', 'server/contracts/a.ts', 'server/assets/a.ts', 'node:fs'),
    ]
    expect(imports.webImportsContractsOnly(web)).toEqual([
      'web/src/a.tsx imports server/assets/a.ts',
      'web/src/a.tsx imports node:fs',
    ])
    const workers = [
      module(
        'workers/a.ts',
        'server/http/app.ts',
        'server/assets/routes.ts',
        'server/units/people-routes.ts',
        'server/assets/edit-asset.ts',
      ),
    ]
    expect(imports.workersImportNoRoutes(workers)).toHaveLength(3)
    const upwards = [
      module('server/a/b.ts', 'workers/handlers.ts', 'test/support/x.ts'),
      module('workers/a.ts', 'server/a/b.ts', 'scripts/x.ts'),
    ]
    expect(imports.nobodyImportsUpwards(upwards)).toHaveLength(3)
  })

  it('finds a package outside its one place, and lets its keeper be', () => {
    const right = [
      module('workers/renditions/image/cascade.ts', 'npm:sharp'),
      module('workers/renditions/video/ffmpeg.ts', 'npm:fluent-ffmpeg'),
      module('server/platform/db.ts', 'prisma/generated/client.ts', 'npm:@prisma/adapter-pg'),
      module('server/platform/outbound-fetch.ts', 'npm:undici'),
    ]
    expect(imports.onlyItsKeeperImports(right)).toEqual([])
    const wrong = [
      module('workers/renditions/document.ts', 'npm:sharp', 'npm:fluent-ffmpeg', 'npm:undici'),
      module('server/assets/a.ts', 'prisma/generated/client.ts', 'npm:better-auth', 'npm:@aws-sdk/client-s3'),
      module('scripts/demo.ts', 'npm:@prisma/client', 'npm:sharp'),
    ]
    expect(imports.onlyItsKeeperImports(wrong)).toHaveLength(7)
  })

  it('finds an import that leads nowhere, and a circle', () => {
    expect(imports.everyImportResolves([{ source: 'a.ts', imports: [{ to: './b.ts', kind: 'unresolved' }] }])).toEqual([
      'a.ts imports ./b.ts',
    ])
    const circle = [
      module('a.ts', 'b.ts', 'd.ts'),
      module('b.ts', 'c.ts'),
      module('c.ts', 'b.ts'),
      module('d.ts', 'c.ts'),
    ]
    expect(imports.noCircularImports(circle)).toEqual(['b.ts -> c.ts -> b.ts'])
  })

  it('finds a barrel and a default export in each of its forms', () => {
    const barrel = file('server/a/index.ts', "export * from './b.ts'\nexport { c } from './c.ts'\n")
    expect(
      code.noBarrels([barrel, file('server/a/b.ts', "export * from './c.ts'\nexport const d = 1\n")]),
    ).toHaveLength(1)
    const defaults = [
      'export default 1',
      'export default function a() {}',
      'const a = 1\nexport { a as default }',
      "export { default } from './b.ts'",
    ]
    const files = defaults.map((text, i) => file(`server/a/${i}.ts`, text))
    expect(
      code.noDefaultExports([
        ...files,
        file('x.config.ts', 'export default {}'),
        file('server/a/b.ts', 'export const a = 1'),
      ]),
    ).toHaveLength(4)
  })

  it('finds an exported function without a docstring, a long file, and a call of the global fetch', () => {
    const bare =
      'export function a() {}\n// no docstring\nexport const b = () => 1\n/** Says. */\nexport const c = () => 1\nfunction d() {}\n'
    expect(code.exportedFunctionsAreDocumented([file('server/a/b.ts', bare), file('web/src/b.ts', bare)])).toEqual([
      'server/a/b.ts:1 a has no docstring',
      'server/a/b.ts:3 b has no docstring',
    ])
    const long = `${'const x = 1\n'.repeat(251)}`
    const longFiles = [
      file('server/a/b.ts', `${long}const f = () => 1`),
      file('web/src/texts.ts', long),
      file('test/a.ts', `${long}() => 1`),
    ]
    expect(code.noLongFiles(250)(longFiles)).toEqual(['server/a/b.ts has 252 lines'])
    const fetching = [
      file('server/a/b.ts', "await fetch('x')\nawait globalThis.fetch('y')\nuse({ fetch })\n"),
      file('server/a/c.ts', "import { fetch } from './d.ts'\nfetch('x')\n"),
      file('server/a/d.ts', "store.fetch('x')\nuse({ fetch: mine })\n"),
      file('scripts/e.ts', "fetch('x')"),
    ]
    expect(code.nobodyCallsGlobalFetch(fetching)).toEqual(
      [1, 2, 3].map(line => `server/a/b.ts:${line} uses the global fetch`),
    )
  })

  it('finds the table of a later slice in SQL and in Prisma, and lets earlier ones be', () => {
    const named = (text: string) =>
      tableRule([file('server/assets/a.ts', text)]).map(offence => offence.split(' ')[2]?.replace(',', ''))
    expect(named('const q = sql`select 1 from asset a join nomination n on true`')).toEqual(['nomination'])
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text
    expect(named('const q = sql`update ${x} set y`; const r = sql`insert into delivery (id) values (1)`')).toEqual([
      'delivery',
    ])
    expect(named('const q = sql`delete from asset using public_x, receipt r`')).toEqual(['receipt'])
    expect(named("const q = 'select id from \"search_doc\"'; const text = 'taken from channel nine'")).toEqual([
      'search_doc',
    ])
    expect(named('const q = sql`select 1 from asset join nomination on true`')).toEqual(['nomination'])
    expect(named('await tx.nomination.findMany(); await deps.db.channel.count()')).toEqual(['nomination', 'channel'])
    expect(named('db.asset.findMany({ include: { deliveries: true, versions: true } })')).toEqual(['delivery'])
    expect(named('db.asset.findMany({ where: { nominations: { some: {} } } })')).toEqual(['nomination'])
    expect(named('db.asset.findMany({ include: { versions: { include: { object: true } } } })')).toEqual([])
    expect(named('const q = sql`select 1 from stored_object o, rendition r where graphile_worker.x(1)`')).toEqual([])
    expect(tableRule([file('server/storage/a.ts', 'sql`select graphile_worker.add_job(1)`')])).toHaveLength(1)
  })
})
