/**
 * A short name for a text: 64 bits of FNV-1a, run twice from two offsets, in base 36.
 *
 * For identities inside one document, where a collision is noticed and resolved by position; never for content from
 * somebody else that must be proven (that is SHA-256).
 */
export function shortHash(text: string): string {
  return fnv1a(text, 0x811c9dc5).toString(36).padStart(7, '0') + fnv1a(text, 0x050c5d1f).toString(36).padStart(7, '0')
}

/** Fowler–Noll–Vo 1a over UTF-16 units, 32 bits. */
function fnv1a(text: string, offset: number): number {
  let hash = offset
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193)
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193)
  }
  return hash >>> 0
}
