import type { Import, Module } from './module-graph.ts'
import { rankOf, sliceOf } from './slices.ts'

/** A rule gives one sentence for each offence, and none where all is well. */
export type Rule = (modules: readonly Module[]) => string[]

const isTest = (path: string) => /\.test\.tsx?$/.test(path)
const testTools = new Set(['vitest', 'fast-check'])

/** Every import for which `allowed` says no, as a sentence; a test's own tools are always allowed. */
function offences(
  modules: readonly Module[],
  where: RegExp,
  allowed: (to: Import, source: string) => boolean,
): string[] {
  return modules
    .filter(module => where.test(module.source))
    .flatMap(module =>
      module.imports
        .filter(to => !(isTest(module.source) && testTools.has(to.to)) && !allowed(to, module.source))
        .map(to => `${module.source} imports ${to.to}`),
    )
}

/**
 * A slice imports itself, slices before it, and nothing else of the repository: but for the generated client (see
 * `onlyItsKeeperImports`) and for http, the last, which is handed what deps.ts has opened.
 */
export const sliceOrder: Rule = modules => [
  ...offences(modules, /^server\/[^/]+\//, (to, source) => {
    if (to.kind !== 'file' || to.to.startsWith('prisma/generated/')) return true
    if (to.to === 'server/deps.ts' || to.to === 'server/server-deps.ts') return source.startsWith('server/http/')
    const [from, target] = [rankOf(sliceOf(source) ?? ''), rankOf(sliceOf(to.to) ?? '')]
    return from !== undefined && target !== undefined && target <= from
  }),
  ...modules.flatMap(({ source }) => {
    const slice = sliceOf(source)
    return slice !== undefined && rankOf(slice) === undefined ? [`${source} is in a slice that is not declared`] : []
  }),
]

/** contracts/ imports zod and itself. */
export const contractsImportZodOnly: Rule = modules =>
  offences(modules, /^server\/contracts\//, to =>
    to.kind === 'file' ? to.to.startsWith('server/contracts/') : to.kind === 'npm' && to.to === 'zod',
  )

/** access/ decides over plain facts: it imports contracts and itself, no package and nothing of Node. */
export const accessIsPure: Rule = modules =>
  offences(modules, /^server\/access\//, to => to.kind === 'file' && /^server\/(access|contracts)\//.test(to.to))

/** web/ imports packages, itself, and of the server the contracts alone. */
export const webImportsContractsOnly: Rule = modules =>
  offences(
    modules,
    /^web\//,
    (to, source) =>
      to.kind === 'npm' ||
      (to.kind === 'file' && /^(web|server\/contracts)\//.test(to.to)) ||
      (to.kind === 'node' && isTest(source)),
  )

/** workers/ never imports server/http, nor any routes, nor web/. */
export const workersImportNoRoutes: Rule = modules =>
  offences(
    modules,
    /^workers\//,
    to => to.kind !== 'file' || !/^(server\/http\/|web\/)|(^|[/-])routes\.ts$/.test(to.to),
  )

/** server/, web/ and workers/ never import scripts/ or test/, and server/ neither workers/ nor web/. */
export const nobodyImportsUpwards: Rule = modules =>
  offences(modules, /^(server|web|workers)\//, (to, source) => {
    if (to.kind !== 'file' || isTest(source)) return true
    const upwards = /^(scripts|test)\//.test(to.to) || (source.startsWith('server/') && /^(workers|web)\//.test(to.to))
    return !upwards
  })

/** The places that alone may import something, by its package or path. */
const keepers: { what: RegExp; where: RegExp; among: RegExp }[] = [
  { what: /^sharp$/, where: /^workers\/renditions\/image\//, among: /^(server|workers|web)\// },
  {
    what: /^fluent-ffmpeg$/,
    where: /^workers\/renditions\/video\/ffmpeg\.ts$/,
    among: /^(server|workers|web|scripts)\//,
  },
  { what: /^undici$/, where: /^server\/platform\/outbound-fetch\.ts$/, among: /^(server|workers)\// },
  { what: /^(prisma\/generated\/|@prisma\/)/, where: /^server\/platform\/db\.ts$/, among: /./ },
  { what: /^better-auth(\/minimal)?$/, where: /^server\/identity\/auth[^/]*\.ts$/, among: /^(server|workers|web)\// },
  // The reference of the row `form-s3` is the SDK's own upload, bare: it may not go through the store that is measured.
  { what: /^@aws-sdk\//, where: /^((server|test)\/storage\/|scripts\/bench\/uploads-bare-s3\.ts$)/, among: /./ },
]

/** What only one file (or one family of files) may import. */
export const onlyItsKeeperImports: Rule = modules =>
  keepers.flatMap(({ what, where, among }) =>
    offences(modules, among, (to, source) => !what.test(to.to) || where.test(source)),
  )

/** An import that leads nowhere hides the edges behind it. */
export const everyImportResolves: Rule = modules => offences(modules, /./, to => to.kind !== 'unresolved')

/** Circles of imports, each once: `a.ts -> b.ts -> a.ts`. Imports of types count: a circle of types is a circle of words. */
export const noCircularImports: Rule = modules => {
  const edges = new Map(
    modules.map(({ source, imports }) => [source, imports.filter(to => to.kind === 'file').map(to => to.to)]),
  )
  const done = new Set<string>()
  const found: string[] = []
  const visit = (source: string, path: string[]): void => {
    const at = path.indexOf(source)
    if (at >= 0) found.push([...path.slice(at), source].join(' -> '))
    if (at >= 0 || done.has(source)) return
    for (const to of edges.get(source) ?? []) visit(to, [...path, source])
    done.add(source)
  }
  for (const { source } of modules) visit(source, [])
  return found
}
