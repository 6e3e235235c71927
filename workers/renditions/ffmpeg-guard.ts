/**
 * What stands before every `-i`: ffmpeg reads this one file, and only as one of these containers. Without the format list a playlist
 * dressed as .mp4 makes it read other files of this machine into what it makes. More streams than that are no film.
 */
export const ffmpegGuard: readonly string[] = [
  '-protocol_whitelist',
  'file',
  '-format_whitelist',
  'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,mpeg,mpegvideo,avi,asf,mxf,flv,wav,w64,mp3,aac,ogg,flac,aiff,amr',
  '-max_streams',
  '128',
]
