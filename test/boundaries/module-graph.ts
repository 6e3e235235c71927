import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { cruise, type IDependency } from 'dependency-cruiser'

/** `to` is a path in the repository for `file`, a package's name for `npm`, a name such as `node:fs` for `node`. */
export type Import = { to: string; kind: 'file' | 'npm' | 'node' | 'unresolved' }
export type Module = { source: string; imports: Import[] }

/** The folders that hold the hub's own TypeScript. */
export const places = ['server', 'workers', 'web', 'scripts', 'prisma/seed', 'test']

/** Every module of the repository with what it imports, types included. Paths are relative to `root`. */
export async function readModuleGraph(root: string): Promise<Module[]> {
  const { output } = await cruise(
    places.filter(place => existsSync(join(root, place))),
    { baseDir: root, tsPreCompilationDeps: true, doNotFollow: { path: ['node_modules', '^prisma/generated'] } },
    { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'require', 'types'] },
  )
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with a text')
  return output.modules
    .filter(module => /\.tsx?$/.test(module.source) && !module.source.includes('node_modules'))
    .map(module => ({ source: module.source, imports: module.dependencies.map(asImport) }))
    .filter(module => !module.source.startsWith('prisma/generated/'))
}

function asImport(dependency: IDependency): Import {
  const { module, resolved } = dependency
  const own = module.startsWith('.') || module.startsWith('#')
  if (dependency.coreModule) return { to: `node:${module.replace(/^node:/, '')}`, kind: 'node' }
  if (own)
    return {
      to: dependency.couldNotResolve ? module : resolved,
      kind: dependency.couldNotResolve ? 'unresolved' : 'file',
    }
  return { to: packageOf(module), kind: 'npm' }
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** The paths of all TypeScript files below a folder, counted without dependency-cruiser: it has passed over files silently before. */
export function typescriptFiles(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(path => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
    .map(path => `${folder}/${path.replaceAll('\\', '/')}`)
    .sort()
}
