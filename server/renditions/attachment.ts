/**
 * Content-Disposition of a download (RFC 6266): the name in UTF-8 as `filename*` (RFC 8187), and without marks as `filename` for
 * clients that do not read it.
 */
export function attachment(fileName: string): string {
  const name = fileName.normalize('NFC').replace(/[\u0000-\u001f\u007f/\\]|\p{Surrogate}/gu, '_')
  const plain = name
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["%;]/g, '_')
  return `attachment; filename="${plain}"; filename*=UTF-8''${percentEncode(name)}`
}

// encodeURIComponent leaves these four alone, and RFC 8187 §3.2.1 does not allow them.
function percentEncode(value: string): string {
  return encodeURIComponent(value).replace(/['()*]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
}
