/** A path as the log may have it: whoever has a share link's token has what the link shows, so the token is left out. */
export function loggedPath(path: string): string {
  return path
    .replace(
      /^(\/chia-se|\/api\/v1\/shares|\/api\/v1\/press|\/ngung-nhan-thu|\/api\/v1\/unsubscriptions)\/[^/]+/i,
      '$1/-',
    )
    .slice(0, 300)
}
