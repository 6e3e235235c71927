/** The declared order of docs/architecture.md: a slice imports only slices before it. Written once, here. */
export const slices = [
  'contracts',
  'access',
  'platform',
  'storage',
  'queue',
  'audit',
  'identity',
  'units',
  'notifications',
  'vocabulary',
  'assets',
  'articles',
  'uploads',
  'renditions',
  'fixity',
  'reuse',
  'search',
  'collections',
  'channels',
  'curation',
  'intake',
  'programme',
  'feeds',
  'reports',
  'http',
] as const
export type Slice = (typeof slices)[number]

/**
 * Whose each table is. `rendition` and `object_text` belong to `assets`, although the slice `renditions` writes them: they hang on
 * stored_object, and an asset's answer shows them. graphile-worker's tables are named by their schema.
 */
export const tables: Record<string, Slice> = {
  idempotency_key: 'platform',
  graphile_worker: 'queue',
  worker_process: 'queue',
  audit_entry: 'audit',
  audit_detail: 'audit',
  audit_link: 'audit',
  audit_waiting: 'audit',
  audit_view: 'audit',
  person: 'identity',
  session: 'identity',
  account: 'identity',
  verification: 'identity',
  api_key: 'identity',
  two_factor: 'identity',
  password_reset: 'identity',
  attempt: 'identity',
  unit: 'units',
  unit_name: 'units',
  unit_parent: 'units',
  unit_succession: 'units',
  reform: 'units',
  membership: 'units',
  invitation: 'units',
  setting: 'units',
  notification: 'notifications',
  notification_preference: 'notifications',
  term: 'vocabulary',
  place_succession: 'vocabulary',
  asset: 'assets',
  asset_version: 'assets',
  asset_use: 'assets',
  stored_object: 'assets',
  rendition: 'assets',
  object_text: 'assets',
  fixity_run: 'fixity',
  fixity_finding: 'fixity',
  store_orphan: 'fixity',
  store_sweep: 'fixity',
  unit_quota: 'assets',
  unit_usage: 'assets',
  upload: 'uploads',
  asset_reuse: 'reuse',
  rights_warning: 'reuse',
  search_doc: 'search',
  search_lex: 'search',
  collection: 'collections',
  collection_grant: 'collections',
  collection_item: 'collections',
  share_link: 'collections',
  share_visit: 'collections',
  channel: 'channels',
  delivery: 'channels',
  delivery_attempt: 'channels',
  receipt: 'channels',
  portal_event: 'channels',
  reconcile_run: 'channels',
  reconcile_finding: 'channels',
  liveness: 'channels',
  liveness_check: 'channels',
  recall: 'channels',
  recall_notice: 'channels',
  nomination: 'curation',
}

/** The slice of a file under server/, or undefined for the composition root (main.ts, deps.ts, server-deps.ts) and for files elsewhere. */
export function sliceOf(path: string): string | undefined {
  return /^server\/([^/]+)\//.exec(path)?.[1]
}

/** How late a slice stands in the order; undefined for a folder that is not declared. */
export function rankOf(slice: string): number | undefined {
  const at = (slices as readonly string[]).indexOf(slice)
  return at < 0 ? undefined : at
}
