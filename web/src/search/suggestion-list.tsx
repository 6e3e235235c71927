import { IconSearch, IconTag } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { AssetThumb } from '../assets/asset-thumb.tsx'
import { useFormat } from '../ui/format.ts'
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

const keyOf = (option: Suggestion) => (option.type === 'asset' ? option.hit.id : `${option.type} ${option.text}`)

function Content({ option }: { option: Suggestion }) {
  const { t } = useTranslation()
  const f = useFormat()
  if (option.type === 'meant') {
    return (
      <>
        <span>{t('search.didYouMean')}</span> <b className="cut">{option.text}</b>
      </>
    )
  }
  if (option.type === 'asset') {
    const { hit } = option
    return (
      <>
        <span className={classes.thumb}>
          <AssetThumb asset={hit} />
        </span>
        <span className={classes.words}>
          <span className="cut">
            {hit.highlight.title.length > 0
              ? hit.highlight.title.map((piece, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, never moved
                  <span key={index}>{piece.hit ? <b>{piece.text}</b> : piece.text}</span>
                ))
              : hit.title || t('search.untitled')}
          </span>
          <span className="cut dim small">
            {[t(`app.kind.${hit.kind}`), hit.unit.shortName, f.date(hit.date)].join(' · ')}
          </span>
        </span>
      </>
    )
  }
  const Glyph = option.type === 'all' ? IconSearch : IconTag
  return (
    <>
      <Glyph size={16} stroke={1.6} aria-hidden="true" className="dim" />
      <span className={`cut ${classes.grow}`}>
        {option.type === 'all' ? t('search.box.all', { q: option.text }) : option.text}
      </span>
      <span className="dim small">
        {f.number(option.count)}
        {option.type === 'all' && !option.exact ? '+' : ''}
      </span>
    </>
  )
}
