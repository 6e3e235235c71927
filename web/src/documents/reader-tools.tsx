import { ActionIcon, TextInput } from '@mantine/core'
import {
  IconArrowAutofitWidth,
  IconChevronDown,
  IconChevronUp,
  IconLayoutSidebar,
  IconSearch,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/format.ts'
import classes from './reader-tools.module.css'
import type { PagesView } from './use-pages-view.ts'

type Props = {
  view: PagesView
  pages: number
  listed: boolean
  finding: boolean
  onList: () => void
  onFind: () => void
}

/** The reader's bar: pages, size, search. */
export function ReaderTools({ view, pages, listed, finding, onList, onFind }: Props) {
  const { t } = useTranslation()
  const f = useFormat()
  const { current, goTo } = view
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('documents.tools')}>
      <Tool label={t('documents.list')} icon={IconLayoutSidebar} on={onList} pressed={listed} />
      <span className={classes.group}>
        <Tool label={t('documents.previous')} icon={IconChevronUp} on={() => goTo(current - 1)} off={current <= 1} />
        <Tool label={t('documents.next')} icon={IconChevronDown} on={() => goTo(current + 1)} off={current >= pages} />
        <PageField current={current} pages={pages} onGoTo={goTo} />
      </span>
      <span className={classes.group}>
        <Tool label={t('documents.smaller')} icon={IconZoomOut} on={view.zoomOut} />
        <span className={classes.percent} aria-live="polite">
          {f.percent(view.percent)}
        </span>
        <Tool label={t('documents.larger')} icon={IconZoomIn} on={view.zoomIn} />
        <Tool label={t('documents.fitWidth')} icon={IconArrowAutofitWidth} on={view.fitWidth} />
      </span>
      <Tool label={t('documents.find')} icon={IconSearch} on={onFind} pressed={finding} />
    </div>
  )
}

type ToolProps = { label: string; icon: typeof IconSearch; on: () => void; off?: boolean; pressed?: boolean }

function Tool({ label, icon: Sign, on, off, pressed }: ToolProps) {
  return (
    <ActionIcon
      variant={pressed ? 'light' : 'subtle'}
      color={pressed ? undefined : 'gray'}
      size={36}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={off}
      onClick={on}
    >
      <Sign size={18} stroke={1.6} />
    </ActionIcon>
  )
}

function PageField({ current, pages, onGoTo }: { current: number; pages: number; onGoTo: (page: number) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(String(current))
  useEffect(() => setTyped(String(current)), [current])
  const go = () => {
    const page = Number(typed)
    if (Number.isInteger(page) && page >= 1) onGoTo(page)
    else setTyped(String(current))
  }
  return (
    <span className={classes.number}>
      <TextInput
        size="xs"
        w={Math.max(44, 24 + 9 * String(pages).length)}
        inputMode="numeric"
        aria-label={t('documents.pageField')}
        value={typed}
        onChange={event => setTyped(event.currentTarget.value)}
        onFocus={event => event.currentTarget.select()}
        onBlur={go}
        onKeyDown={event => event.key === 'Enter' && go()}
      />
      <span className="dim">/ {pages}</span>
    </span>
  )
}
