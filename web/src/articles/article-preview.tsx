import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './article-preview.module.css'
import { type Block, type Inline, parseArticle } from './article-text.ts'

type Props = { title: string; summary: string; body: string }

/** The article as it will read. Drawn from the same blocks as the HTML that is sent. */
export function ArticlePreview({ title, summary, body }: Props) {
  const { t } = useTranslation()
  const blocks = parseArticle(body)
  return (
    <article className={classes.article} aria-label={t('articles.previewLabel')}>
      <h2 className={classes.title}>{title.trim() || <span className="dim">{t('articles.untitled')}</span>}</h2>
      {summary.trim() && <p className={classes.summary}>{summary}</p>}
      {blocks.length === 0 && <p className="dim">{t('articles.previewEmpty')}</p>}
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no name but their place.
        <BlockView key={index} block={block} />
      ))}
    </article>
  )
}

function BlockView({ block }: { block: Block }) {
  if ('items' in block) {
    const List = block.kind
    return (
      <List>
        {block.items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          <li key={index}>
            <Line pieces={item} />
          </li>
        ))}
      </List>
    )
  }
  if ('line' in block)
    return block.kind === 'h2' ? (
      <h3>
        <Line pieces={block.line} />
      </h3>
    ) : (
      <h4>
        <Line pieces={block.line} />
      </h4>
    )
  const lines = block.lines.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: as above.
    <Fragment key={index}>
      {index > 0 && <br />}
      <Line pieces={line} />
    </Fragment>
  ))
  return block.kind === 'quote' ? <blockquote>{lines}</blockquote> : <p>{lines}</p>
}

function Line({ pieces }: { pieces: Inline[] }) {
  return pieces.map((piece, index) => {
    // biome-ignore-start lint/suspicious/noArrayIndexKey: as above.
    if (piece.kind === 'strong') return <strong key={index}>{piece.text}</strong>
    if (piece.kind === 'em') return <em key={index}>{piece.text}</em>
    if (!('href' in piece)) return <Fragment key={index}>{piece.text}</Fragment>
    return (
      <a key={index} className="link" href={piece.href} target="_blank" rel="noreferrer">
        {piece.text}
      </a>
    )
    // biome-ignore-end lint/suspicious/noArrayIndexKey: as above.
  })
}
