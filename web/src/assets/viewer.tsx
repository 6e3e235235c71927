import type { Asset } from '#contracts/asset'
import { AudioViewer } from '../timed/audio-viewer.tsx'
import { ArticleViewer } from './article-viewer.tsx'
import { DocumentViewer } from './document-viewer.tsx'
import { ImageViewer } from './image-viewer.tsx'
import { FailedStage, ProcessingStage } from './stage-states.tsx'
import { VideoViewer } from './video-viewer.tsx'

/** The right viewer for the kind and for how far its file is. */
export function Viewer({ asset }: { asset: Asset }) {
  if (asset.kind === 'article') return <ArticleViewer html={asset.html ?? ''} language={asset.language} />
  if (asset.file === 'processing') return <ProcessingStage asset={asset} />
  if (asset.file === 'failed' || asset.file === 'damaged') return <FailedStage asset={asset} />
  if (asset.kind === 'video') return <VideoViewer asset={asset} />
  if (asset.kind === 'audio') return <AudioViewer asset={asset} />
  if (asset.kind === 'document') return <DocumentViewer asset={asset} />
  return <ImageViewer asset={asset} />
}
