/** Names of files and folders that every disk can hold. A peer's content is hostile until proven otherwise. */

/** Folders that belong to tools; nobody's edit reaches into them. */
const RESERVED_FOLDERS = new Set(['.git', '.godot', '.weft', '.import'])
/** Names that Windows gives to devices, with any extension. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i
// Separators, characters that Windows forbids, control characters, and those that change the reading direction.
const FORBIDDEN = /[/\\:*?"<>|\p{Cc}\u202a-\u202e\u2066-\u2069]/u
/** ext4 and NTFS hold 255 bytes or units. */
const NAME_BYTES = 255

/** Why a name cannot be used, as the end of a sentence; null when it can. */
export function whyUnsafeName(name: string): string | null {
  if (name === '') return 'a name is empty'
  if (name === '.' || name === '..') return `"${name}" leads elsewhere`
  const forbidden = FORBIDDEN.exec(name)?.[0]
  if (forbidden !== undefined) return `a name contains ${JSON.stringify(forbidden)}`
  if (name.endsWith('.') || name.endsWith(' ')) return 'a name ends in a dot or a blank'
  if (RESERVED_FOLDERS.has(foldName(name))) return `${name} belongs to another program`
  if (DEVICE.test(name)) return `${name} is a device on Windows`
  return new TextEncoder().encode(name).length > NAME_BYTES ? 'a name is too long' : null
}

/** Names that fold alike are one name on a disk that does not tell upper from lower case. */
export function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase().normalize('NFC')
}
