/** Why something scheduled will not go out, or did not. */
export const heldReasons = [
  'changed-since-approval',
  'rights-ended',
  'under-embargo',
  'asset-trashed',
  'asset-not-ready',
  'recalled',
  'superseded',
  'failed',
] as const
export type HeldReason = (typeof heldReasons)[number]
