import type { Snippet as Pieces } from '#contracts/search'
import classes from './snippet.module.css'

/** Text with what the query found marked; `plain` where nothing was. */
export function Snippet({ pieces, plain }: { pieces: Pieces; plain: string }) {
  if (!pieces.some(piece => piece.hit)) return <>{plain}</>
  return (
    <>
      {pieces.map((piece, index) =>
        piece.hit ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, never moved
          <mark key={index} className={classes.hit}>
            {piece.text}
          </mark>
        ) : (
          piece.text
        ),
      )}
    </>
  )
}
