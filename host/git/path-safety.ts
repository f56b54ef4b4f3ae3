/**
 * GIT5: which paths of a tree are written, into a commit or onto the disk. A tree from elsewhere is hostile until proven
 * otherwise: `..`, `.git` in every spelling that some disk takes for it, and names that lead elsewhere.
 */

/** The end of a sentence; null for a path that Git itself would put into a tree. */
export function whyUnsafeInTree(path: string): string | null {
  if (path.includes('\0')) return 'a name contains a zero'
  for (const name of path.split('/')) {
    if (name === '') return 'a name is empty'
    if (name === '.' || name === '..') return `"${name}" leads elsewhere`
    if (isDotGit(name)) return `${JSON.stringify(name)} is Git's own folder on some disk`
  }
  return null
}

/** Characters that HFS+ leaves out when it compares names. */
const IGNORED_BY_HFS = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g

/** NTFS drops dots and blanks at the end, knows the short name `git~1`, and takes `:` for a stream of the file. */
function isDotGit(name: string): boolean {
  const pieces = name.replaceAll(IGNORED_BY_HFS, '').toLowerCase().split('\\')
  return pieces.some(piece => /^(\.git|git~1)[. ]*(:.*)?$/.test(piece) || (pieces.length > 1 && piece === '..'))
}
