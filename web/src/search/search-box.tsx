import { IconSearch, IconX } from '@tabler/icons-react'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../app/me.ts'
import { rememberSearch } from './recent-searches.ts'
import classes from './search-box.module.css'
import { SuggestionList } from './suggestion-list.tsx'
import { useSearchKeys } from './use-search-keys.ts'
import { useSearchText } from './use-search-text.ts'
import { useSlashKey } from './use-slash-key.ts'
import { type Suggestion, useSuggestionOptions } from './use-suggestion-options.ts'

/** The search of the header. In the library it is the address's `q` and searches as one types; elsewhere Enter leads there. */
export function SearchBox() {
  const { t } = useTranslation()
  const listId = useId()
  const input = useRef<HTMLInputElement>(null)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const { text, type, submit } = useSearchText()
  const options = useSuggestionOptions(text, open)
  const me = useMe()
  useSlashKey(input)

  const shown = open && options.length > 0
  const close = () => {
    setOpen(false)
    setActive(-1)
  }
  const pick = (option: Suggestion) => {
    close()
    if (option.type !== 'forget') rememberSearch(me.id, option.type === 'meant' ? option.text : text || option.text)
    option.act()
    input.current?.blur()
  }
  const onKeyDown = useSearchKeys({
    count: options.length,
    shown,
    active,
    setActive,
    open: () => setOpen(true),
    pick: index => options[index] && pick(options[index]),
    submit: () => {
      close()
      rememberSearch(me.id, text)
      submit(text)
      input.current?.blur()
    },
    // Also while the list is still on its way: the words go at the second press.
    leave: () => (open ? close() : type('')),
  })
  return (
    <search
      className={classes.box}
      onBlur={event => {
        if (event.currentTarget.contains(event.relatedTarget)) return
        close()
        // The library has searched for it while it was typed.
        rememberSearch(me.id, text)
      }}
    >
      <IconSearch className={classes.glass} size={18} stroke={1.6} aria-hidden="true" />
      <input
        ref={input}
        className={classes.input}
        type="text"
        role="combobox"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={500}
        aria-label={t('search.box.label')}
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={listId}
        aria-activedescendant={shown && active >= 0 ? `${listId}-${active}` : undefined}
        placeholder={t('search.box.placeholder')}
        value={text}
        onChange={event => {
          setOpen(true)
          setActive(-1)
          type(event.currentTarget.value)
        }}
        onFocus={() => text === '' && setOpen(true)}
        onKeyDown={onKeyDown}
      />
      {text ? (
        <button
          type="button"
          className={classes.clear}
          aria-label={t('search.box.clear')}
          onClick={() => {
            type('')
            input.current?.focus()
          }}
        >
          <IconX size={16} stroke={1.6} />
        </button>
      ) : (
        <span className={classes.slash} aria-hidden="true">
          /
        </span>
      )}
      <SuggestionList id={listId} shown={shown} options={options} active={active} onPick={pick} />
    </search>
  )
}
