import { NativeSelect } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SearchTerm } from '#contracts/saved-search'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { NoPermission, ProblemState } from '../app/problem-state.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { useFormat } from '../ui/format.ts'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { monthsFrom } from './months-from.ts'
import classes from './saved.module.css'
import { useSearchTerms } from './use-saved.ts'

/** Từ khóa tìm kiếm: what is searched for most and what finds nothing, by month and without persons. */
export function TermsPage() {
  const { t } = useTranslation()
  const me = useMe()
  const [month, setMonth] = useState<string>()
  const terms = useSearchTerms(month, me.may.curate)
  usePageTitle(t('saved.terms.title'), me.hub.name)
  if (!me.may.curate) return <NoPermission who="curators" />
  const months = monthsFrom(terms.data?.earliest ?? null)
  return (
    <Page>
      <PageHeader title={t('saved.terms.title')}>
        {t('saved.terms.text', { count: terms.data?.askers ?? 2 })}
      </PageHeader>
      <NativeSelect
        className={classes.bar}
        label={t('saved.terms.month')}
        value={month ?? months[0]}
        onChange={event => setMonth(event.currentTarget.value)}
        data={months.map(value => ({ value, label: t('saved.terms.monthOf', { month: said(value) }) }))}
      />
      {terms.isPending ? (
        <ListSkeleton />
      ) : terms.isError ? (
        <ProblemState error={terms.error} onRetry={() => void terms.refetch()} />
      ) : (
        <div className={classes.tables}>
          <section>
            <h2>{t('saved.terms.top')}</h2>
            <Terms terms={terms.data.top} count={term => term.asked} head="asked" none="none" />
          </section>
          <section>
            <h2>{t('saved.terms.nothing')}</h2>
            <p className="dim small">{t('saved.terms.nothingText')}</p>
            <Terms
              terms={terms.data.nothing}
              count={term => term.found.none}
              head="empty"
              none="noneNothing"
              toSynonyms={me.may.administer}
            />
          </section>
        </div>
      )}
    </Page>
  )
}

const said = (month: string) => month.split('-').reverse().join('/')

type TermsProps = {
  terms: readonly SearchTerm[]
  count: (term: SearchTerm) => number
  head: 'asked' | 'empty'
  none: 'none' | 'noneNothing'
  /** Each leads to a new group of synonyms that begins with it. */
  toSynonyms?: boolean
}

function Terms({ terms, count, head, none, toSynonyms = false }: TermsProps) {
  const { t } = useTranslation()
  const f = useFormat()
  if (terms.length === 0) return <p className="dim">{t(`saved.terms.${none}`)}</p>
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('saved.terms.term')}</th>
          <th scope="col">{t(`saved.terms.${head}`)}</th>
        </tr>
      </thead>
      <tbody>
        {terms.map(term => (
          <tr key={term.term}>
            <th scope="row">
              {term.term}
              {toSynonyms && (
                <>
                  {' '}
                  <Link
                    className="small"
                    to="/quan-tri"
                    search={{ tab: 'synonyms', them: term.term }}
                    aria-label={t('saved.terms.synonymOf', { term: term.term })}
                  >
                    {t('saved.terms.synonym')}
                  </Link>
                </>
              )}
            </th>
            <td>{f.number(count(term))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
