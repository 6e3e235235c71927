const endings: Record<string, string> = { jpeg: 'jpg', quicktime: 'mov', mpeg: 'mp3' }

/** The name under which a rendition is saved: the original's without its ending, then the rendition's, as `Núi Bà-web.jpg`. */
export function renditionFileName(original: string, rendition: { name: string; contentType: string }): string {
  const stem = original.replace(/\.[^.]{1,5}$/, '').slice(0, 100)
  const sub = rendition.contentType.split('/')[1] ?? 'bin'
  return `${stem}-${rendition.name}.${endings[sub] ?? sub}`
}
