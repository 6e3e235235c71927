import '@mantine/core/styles/Notification.layer.css'
import '@mantine/notifications/styles.layer.css'
import { Button } from '@mantine/core'
import { Notifications, notifications } from '@mantine/notifications'

export { notifications }

/** Where toasts appear; mounted lazily by the app. */
export function ToastHost() {
  return <Notifications position="bottom-center" pauseResetOnHover="notification" zIndex={400} />
}

export function UndoMessage({ message, label, onUndo }: { message: string; label: string; onUndo: () => void }) {
  return (
    <span style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 12 }}>
      <span>{message}</span>
      <Button size="xs" variant="light" onClick={onUndo}>
        {label}
      </Button>
    </span>
  )
}
