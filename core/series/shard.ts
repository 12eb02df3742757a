/** One part of a series for one of several machines: which part a photo belongs to is known from its path alone. */

export interface Shard {
  /** 1 … count. */
  readonly index: number
  readonly count: number
}

/** FNV-1a, 32 bits, of the path's UTF-8, then its remainder: 1 … count. */
export function shardOf(path: string, count: number): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(path.normalize('NFC'))) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  // The last bits of FNV-1a are its weakest: they are mixed once more (Murmur3's last step).
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (((hash ^ (hash >>> 16)) >>> 0) % count) + 1
}
