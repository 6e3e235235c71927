import ts from 'typescript'
import { rankOf, type Slice, sliceOf } from './slices.ts'
import { nodesOf, parse, type Source, type SourceRule } from './source-rules.ts'

/** A Prisma schema as far as the rules need it: delegates (`assetVersion`) and relation fields (`versions`), each with its table. */
export type SchemaNames = { tables: string[]; delegates: Map<string, string>; relations: Map<string, Set<string>> }

/** Reads models, their `@@map` names and their relation fields out of schema.prisma. */
export function readSchemaNames(schema: string): SchemaNames {
  const models = [...schema.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].map(([, name = '', body = '']) => ({
    name,
    body,
    table: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name,
  }))
  const tableOf = new Map(models.map(({ name, table }) => [name, table]))
  const relations = new Map<string, Set<string>>()
  for (const { body } of models) {
    for (const [, field = '', type = ''] of body.matchAll(/^ {2}(\w+)\s+(\w+)(?:\[\]|\?)?(?=\s|$)/gm)) {
      const table = tableOf.get(type)
      if (table) relations.set(field, (relations.get(field) ?? new Set()).add(table))
    }
  }
  const delegates = new Map(models.map(({ name, table }) => [name.charAt(0).toLowerCase() + name.slice(1), table]))
  return { tables: [...tableOf.values()], delegates, relations }
}

/** The tables that a migration creates. */
export function createdTables(sql: string): string[] {
  return [...sql.matchAll(/^create table (?:if not exists )?"?(\w+)"?/gim)].map(([, table = '']) => table)
}

/**
 * A slice names no table of a later slice: neither in SQL (`from`, `join`, `into`, `update`, `using` in any template literal, and in
 * strings that begin as a statement does) nor by a Prisma delegate or relation (`tx.nomination`, `include: { deliveries: … }`).
 */
export function tablesOfEarlierSlices(tables: Record<string, Slice>, schema: SchemaNames): SourceRule {
  return sources =>
    sources
      .filter(({ path }) => sliceOf(path) !== undefined && !/\.test\.ts$/.test(path))
      .flatMap(source => {
        const named = new Set([...tablesInSql(source), ...tablesInPrisma(source, schema)])
        const rank = rankOf(sliceOf(source.path) ?? '') ?? Number.POSITIVE_INFINITY
        return [...named]
          .filter(table => (rankOf(tables[table] ?? '') ?? -1) > rank)
          .map(table => `${source.path} names ${table}, a table of ${tables[table]}`)
      })
}

// What follows a table's name is an alias unless it is the word that names the next table.
const alias = String.raw`(?:\s+(?:as\s+)?(?!(?:from|join|into|update|using|truncate)\b)\w+)?`
const mention = new RegExp(
  String.raw`\b(?:from|join|into|update|using|truncate)\s+(?:only\s+)?"?(\w+)"?(${alias}(?:\s*,\s*"?\w+"?${alias})*)`,
  'gi',
)

/** The tables (or the schema, in `graphile_worker.jobs`) that the SQL of a file names. */
function tablesInSql(source: Source): string[] {
  const found: string[] = []
  for (const node of nodesOf(parse(source))) {
    const sql = sqlOf(node)
    if (sql === undefined) continue
    for (const [, first = '', rest = ''] of sql.matchAll(mention)) {
      found.push(first.toLowerCase(), ...[...rest.matchAll(/,\s*"?(\w+)/g)].map(([, name = '']) => name.toLowerCase()))
    }
    for (const [, schema = ''] of sql.matchAll(/\b(graphile_worker)\./g)) found.push(schema)
  }
  return found
}

function sqlOf(node: ts.Node): string | undefined {
  // A nested expression becomes a question mark; a template inside it is visited on its own.
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map(span => span.literal.text)].join(' ? ')
  if (ts.isNoSubstitutionTemplateLiteral(node)) return node.text
  const statement =
    ts.isStringLiteral(node) && /^\s*(select|insert|update|delete|with|truncate|lock|copy)\s/i.test(node.text)
  return statement ? node.text : undefined
}

/** The tables that a file reaches by Prisma: `db.delivery.count()`, and relations named in `include` or `select` of such a call. */
function tablesInPrisma(source: Source, schema: SchemaNames): string[] {
  const found: string[] = []
  for (const node of nodesOf(parse(source))) {
    if (!ts.isPropertyAccessExpression(node)) continue
    const table = schema.delegates.get(node.name.text)
    if (!table || !/(^|\.)(db|tx|prisma|client)$/.test(node.expression.getText())) continue
    found.push(table)
    const call = node.parent.parent
    if (call && ts.isCallExpression(call)) found.push(...call.arguments.flatMap(each => relationsIn(each, schema)))
  }
  return found
}

function relationsIn(argument: ts.Node, schema: SchemaNames): string[] {
  const found: string[] = []
  for (const node of nodesOf(argument)) {
    if (!ts.isPropertyAssignment(node) || !isSelected(node)) continue
    found.push(...(schema.relations.get(node.name.getText()) ?? []))
  }
  return found
}

function isSelected(property: ts.PropertyAssignment): boolean {
  const owner = property.parent.parent
  return ts.isPropertyAssignment(owner) && /^(include|select|where|_count)$/.test(owner.name.getText())
}
