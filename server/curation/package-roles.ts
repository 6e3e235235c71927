import type { PackageRole } from '#contracts/nomination'

type Wished = { asset: string; role?: PackageRole | undefined }
export type Placed = { assetId: string; role: PackageRole; position: number }

/**
 * The items of a package with a role each, lead first and the others in their order. Without a lead the first article is it, else the
 * first item; the first picture that nobody placed is the feature, a document is a brochure.
 */
export function placeItems(items: readonly Wished[], kinds: ReadonlyMap<string, string>): Placed[] {
  const lead =
    items.find(item => item.role === 'lead') ??
    items.find(item => !item.role && kinds.get(item.asset) === 'article') ??
    items[0]!
  let featured = items.some(item => item.role === 'feature')
  const roleOf = ({ asset, role }: Wished): PackageRole => {
    if (role && role !== 'lead') return role
    const kind = kinds.get(asset)
    if (kind === 'image') {
      if (featured) return 'gallery'
      featured = true
      return 'feature'
    }
    return kind === 'video' ? 'video' : kind === 'audio' ? 'audio' : kind === 'document' ? 'brochure' : 'text'
  }
  const others = items.filter(item => item !== lead).map(item => ({ assetId: item.asset, role: roleOf(item) }))
  return [{ assetId: lead.asset, role: 'lead' as const }, ...others].map((item, position) => ({ ...item, position }))
}
