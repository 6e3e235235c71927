import classes from './article-viewer.module.css'

/** An article's body in reading width. The server has sanitised it by its allow-list; scripts could not run here anyway (CSP). */
export function ArticleViewer({ html, language }: { html: string; language: string }) {
  return (
    <div className={classes.ground}>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by the server (server/articles) */}
      <article className={classes.body} lang={language} dangerouslySetInnerHTML={{ __html: html }} />
    </div>
  )
}
