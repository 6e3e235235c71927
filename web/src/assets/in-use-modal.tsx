import '@mantine/core/styles/Modal.layer.css'
import { Button, Group, Modal, Stack } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Holder } from '#contracts/trash'

export type InUse = { uses: Holder[]; otherUses: number }
type Props = InUse & { title: string; onClose: () => void }
const kinds = ['delivery', 'collection', 'article', 'report'] as const

/** Why an item stays: who holds on to it, each with the way there, and how many more there are. */
export function InUseModal({ title, uses, otherUses, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Modal opened onClose={onClose} title={t('assets.inUse.title')} closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <Stack gap={16}>
        <p>{t('assets.inUse.text', { title })}</p>
        <ul>
          {uses.map(use => (
            <li key={`${use.kind} ${use.title} ${use.path}`}>
              <span className="dim">{kindOf(use.kind) ? t(`assets.inUse.kind.${kindOf(use.kind)!}`) : use.kind}: </span>
              {use.path ? (
                <Link to={use.path} className="link" onClick={onClose}>
                  {use.title}
                </Link>
              ) : (
                <b>{use.title}</b>
              )}
            </li>
          ))}
          {otherUses > 0 && <li className="dim">{t('assets.inUse.others', { count: otherUses })}</li>}
        </ul>
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('ui.close')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** A newer hub may hold on to an item by what this page has no word for. */
function kindOf(kind: string) {
  return kinds.find(known => known === kind)
}
