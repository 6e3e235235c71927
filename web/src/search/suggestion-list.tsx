import { IconHistory, IconSearch, IconTag, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { AssetThumb } from '../assets/asset-thumb.tsx'
import { useFormat } from '../ui/format.ts'
import { Snippet } from './snippet.tsx'
import classes from './suggestion-list.module.css'
import type { Suggestion } from './use-suggestion-options.ts'

type Props = {
  id: string
  shown: boolean
  options: readonly Suggestion[]
  active: number
  onPick: (option: Suggestion) => void
}

/** The list below the search box. The input keeps the focus; the active option is told by aria-activedescendant. */
export function SuggestionList({ id, shown, options, active, onPick }: Props) {
  const { t } = useTranslation()
  return (
    <div className={classes.panel} hidden={!shown}>
      <div id={id} role="listbox" aria-label={t('search.box.suggestions')}>
        {shown &&
          options.map((option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys of the whole combobox
            // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus (aria-activedescendant)
            <div
              key={keyOf(option)}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              className={classes.option}
              data-type={option.type}
              // A press must not take the focus away from the input before the click arrives.
              onPointerDown={event => event.preventDefault()}
              onClick={() => onPick(option)}
            >
              <Content option={option} />
            </div>
          ))}
      </div>
      <p className={classes.keys} aria-hidden="true">
        <kbd>↑</kbd> <kbd>↓</kbd> {t('search.box.choose')}
        <kbd>Enter</kbd> {t('search.box.find')}
        <kbd>Esc</kbd> {t('search.box.close')}
      </p>
    </div>
  )
}

const keyOf = ({ type, text }: Suggestion) => `${type} ${text}`
const glyphs = { all: IconSearch, recent: IconHistory, forget: IconX, facet: IconTag }

function Content({ option }: { option: Suggestion }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { type, text } = option
  if (type === 'meant') {
    return (
      <>
        <span>{t('search.didYouMean')}</span> <b className="cut">{text}</b>
      </>
    )
  }
  if (type === 'asset') {
    const { title } = option
    return (
      <>
        <span className={classes.thumb}>
          <AssetThumb asset={title} />
        </span>
        <span className={classes.words}>
          <span className="cut">
            <Snippet pieces={title.highlight} plain={title.title || t('search.untitled')} />
          </span>
          <span className="cut dim small">{t(`app.kind.${title.kind}`)}</span>
        </span>
      </>
    )
  }
  const Glyph = glyphs[type]
  return (
    <>
      <Glyph size={16} stroke={1.6} aria-hidden="true" className="dim" />
      <span className={`cut ${type === 'forget' ? 'dim small' : classes.grow}`}>
        {type === 'all' ? t('search.box.all', { q: text }) : text}
      </span>
      {type === 'facet' && (
        <span className="dim small">
          {f.number(option.count)}
          {!option.exact && '+'}
        </span>
      )}
    </>
  )
}
