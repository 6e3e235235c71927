import { useTranslation } from 'react-i18next'
import type { BulkEditState } from '#contracts/bulk-edit-values'
import { StateBadge, type Tone } from '../ui/state-badge.tsx'

const tones: Record<BulkEditState, Tone> = {
  checking: 'accent',
  ready: 'warning',
  running: 'accent',
  done: 'ok',
  cancelled: 'warning',
  undoing: 'accent',
  undone: 'neutral',
}

export function EditState({ state }: { state: BulkEditState }) {
  const { t } = useTranslation()
  return <StateBadge tone={tones[state]}>{t(`bulkEdits.state.${state}`)}</StateBadge>
}
