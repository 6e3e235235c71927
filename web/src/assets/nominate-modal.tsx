export function NominateModal(_: {
  items: readonly { id: string; title: string }[]
  onClose: () => void
  onDone: () => void
}) {
  return null
}
