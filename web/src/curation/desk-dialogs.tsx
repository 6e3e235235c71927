import { lazy, Suspense } from 'react'
import type { DeskActing, DeskDialog } from './use-desk-acting.ts'

const ReturnModal = lazy(() => import('./return-modal.tsx').then(file => ({ default: file.ReturnModal })))
const ChannelsModal = lazy(() => import('./channels-modal.tsx').then(file => ({ default: file.ChannelsModal })))
const ScheduleModal = lazy(() => import('./schedule-modal.tsx').then(file => ({ default: file.ScheduleModal })))
const PlanModal = lazy(() => import('./plan-modal.tsx').then(file => ({ default: file.PlanModal })))
const EditModal = lazy(() => import('./edit-modal.tsx').then(file => ({ default: file.EditModal })))
const BatchResults = lazy(() => import('./batch-results.tsx').then(file => ({ default: file.BatchResults })))
const PackageModal = lazy(() => import('./package-modal.tsx').then(file => ({ default: file.PackageModal })))
const CampaignsModal = lazy(() => import('./campaigns-modal.tsx').then(file => ({ default: file.CampaignsModal })))
const KeysHelp = lazy(() => import('./keys-help.tsx').then(file => ({ default: file.KeysHelp })))

/** The one dialog that is open, for one nomination or for all that are selected. */
export function DeskDialogs({ acting }: { acting: DeskActing & { dialog: DeskDialog } }) {
  const { dialog, closeDialog } = acting
  const [first] = dialog.of
  return (
    <Suspense>
      {dialog.is === 'return' && <ReturnModal of={dialog.of} acting={acting} />}
      {dialog.is === 'channels' && <ChannelsModal of={dialog.of} acting={acting} />}
      {dialog.is === 'schedule' && <ScheduleModal of={dialog.of} acting={acting} />}
      {dialog.is === 'plan' && <PlanModal of={dialog.of} acting={acting} />}
      {dialog.is === 'edit' && first && <EditModal nomination={first} assetId={dialog.assetId} acting={acting} />}
      {dialog.is === 'results' && <BatchResults of={dialog.of} answer={dialog.answer} onClose={closeDialog} />}
      {dialog.is === 'package' && first && <PackageModal key={first.revision} nomination={first} acting={acting} />}
      {dialog.is === 'campaigns' && <CampaignsModal onClose={closeDialog} />}
      {dialog.is === 'help' && <KeysHelp onClose={closeDialog} />}
    </Suspense>
  )
}
