import ts from 'typescript'

/** A file as read: its path in the repository and its text. */
export type Source = { path: string; text: string }
export type SourceRule = (sources: readonly Source[]) => string[]

// Several rules read each file: a tree is made once.
const trees = new WeakMap<Source, ts.SourceFile>()

/** The syntax tree of a file, with parents set. */
export function parse(source: Source): ts.SourceFile {
  const tree = trees.get(source) ?? parseAnew(source)
  trees.set(source, tree)
  return tree
}

function parseAnew({ path, text }: Source): ts.SourceFile {
  return ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  )
}

/** Every node of a tree, the root first. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node
  const children: ts.Node[] = []
  ts.forEachChild(node, child => {
    children.push(child)
  })
  for (const child of children) yield* nodesOf(child)
}

const lineOf = (file: ts.SourceFile, node: ts.Node) => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1
const isTest = (path: string) => /\.test\.tsx?$/.test(path)

/** A barrel is a file that only re-exports. */
export const noBarrels: SourceRule = sources =>
  sources
    .filter(source => {
      const { statements } = parse(source)
      return (
        statements.length > 0 &&
        statements.every(each => ts.isExportDeclaration(each) && each.moduleSpecifier !== undefined)
      )
    })
    .map(({ path }) => `${path} only re-exports`)

/** Default exports stand only where a tool asks for them: `*.config.ts`. */
export const noDefaultExports: SourceRule = sources =>
  sources
    .filter(({ path }) => !/\.config\.ts$/.test(path))
    .filter(source => parse(source).statements.some(isDefaultExport))
    .map(({ path }) => `${path} has a default export`)

function isDefaultExport(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return true
  if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause)) {
    return statement.exportClause.elements.some(each => each.name.text === 'default')
  }
  return hasModifier(statement, ts.SyntaxKind.DefaultKeyword)
}

function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some(each => each.kind === kind) ?? false)
}

/** Every exported function outside web/ has a docstring; the first of its overloads is enough. Tests are left out. */
export const exportedFunctionsAreDocumented: SourceRule = sources =>
  sources
    .filter(({ path }) => !path.startsWith('web/') && !isTest(path))
    .flatMap(source => {
      const file = parse(source)
      const documented = new Set<string>()
      return file.statements.flatMap(statement => {
        const names = hasModifier(statement, ts.SyntaxKind.ExportKeyword) ? functionNames(statement) : []
        const comments = ts.getLeadingCommentRanges(source.text, statement.getFullStart()) ?? []
        if (comments.some(({ pos }) => source.text.startsWith('/**', pos)))
          for (const name of names) documented.add(name)
        return names
          .filter(name => !documented.has(name))
          .map(name => `${source.path}:${lineOf(file, statement)} ${name} has no docstring`)
      })
    })

function functionNames(statement: ts.Statement): string[] {
  if (ts.isFunctionDeclaration(statement)) return [statement.name?.text ?? 'default']
  if (!ts.isVariableStatement(statement)) return []
  return statement.declarationList.declarations
    .filter(
      ({ initializer }) => initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)),
    )
    .map(({ name }) => name.getText())
}

/** No file is longer than `limit` lines, but for tests and for data: a file in which no function stands. */
export function noLongFiles(limit: number): SourceRule {
  return sources =>
    sources.flatMap(source => {
      const lines = source.text.trimEnd().split('\n').length
      if (lines <= limit || source.path.startsWith('test/') || isTest(source.path) || isData(source)) return []
      return [`${source.path} has ${lines} lines`]
    })
}

function isData(source: Source): boolean {
  for (const node of nodesOf(parse(source))) if (ts.isFunctionLike(node)) return false
  return true
}

/** server/ and workers/ reach out by platform/outbound-fetch.ts alone: nobody calls the global `fetch`. */
export const nobodyCallsGlobalFetch: SourceRule = sources =>
  sources
    .filter(({ path }) => /^(server|workers)\//.test(path) && !isTest(path))
    .flatMap(source => {
      const file = parse(source)
      const nodes = [...nodesOf(file)]
      const own = nodes.some(node => declaresFetch(node))
      return nodes
        .filter(node => (!own && isFetch(node)) || isGlobalFetch(node))
        .map(node => `${source.path}:${lineOf(file, node)} uses the global fetch`)
    })

function declaresFetch(node: ts.Node): boolean {
  const named =
    ts.isImportSpecifier(node) ||
    ts.isParameter(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isFunctionDeclaration(node)
  return (
    (named || ts.isBindingElement(node)) &&
    node.name !== undefined &&
    ts.isIdentifier(node.name) &&
    node.name.text === 'fetch'
  )
}

/** `fetch` as a value: called, or handed on. A member or a key of that name is somebody else's. */
function isFetch(node: ts.Node): boolean {
  if (!ts.isIdentifier(node) || node.text !== 'fetch') return false
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  const names = ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isPropertySignature(parent)
  return !(names && parent.name === node) && !ts.isMethodSignature(parent) && !ts.isTypeQueryNode(parent)
}

function isGlobalFetch(node: ts.Node): boolean {
  return ts.isPropertyAccessExpression(node) && node.name.text === 'fetch' && node.expression.getText() === 'globalThis'
}
