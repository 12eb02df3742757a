/** Files that systems and programs put beside photos, and nobody means. */
const JUNK = new Set([
  'desktop.ini',
  'thumbs.db',
  'thumbs.db:encryptable',
  'ehthumbs.db',
  '.ds_store',
  '.directory',
  '.localized',
  'icon\r',
])

/** Also the forks that macOS writes beside files (`._IMG_1.jpg`), and what an unfinished write of ours left. */
export function isJunk(name: string): boolean {
  return JUNK.has(name.toLowerCase()) || name.startsWith('._') || name.startsWith('.chromapatch-')
}
