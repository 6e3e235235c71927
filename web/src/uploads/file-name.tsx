import classes from './file-name.module.css'

const tail = 9

/** A file name cut in the middle, so that its ending stays in sight; its folder stands before it, and is cut first. */
export function FileName({ name, folder = '' }: { name: string; folder?: string }) {
  const cut = Math.max(0, name.length - tail)
  return (
    <span className={classes.name} title={folder === '' ? name : `${folder}/${name}`}>
      {folder !== '' && (
        <span className={classes.folder}>
          <span className={classes.start}>{folder}</span>/
        </span>
      )}
      <span className={classes.start}>{name.slice(0, cut)}</span>
      <span>{name.slice(cut)}</span>
    </span>
  )
}
