/**
 * Line ends between Git's blobs and files of the folder, as gitattributes(5) tells: `text`, `eol`, and the settings
 * `core.autocrlf` and `core.eol`. A file that a program named by the settings would have to make is refused (GIT3).
 */

/** What attributes and settings say of one file. */
export interface LineEnds {
  readonly text: 'yes' | 'no' | 'auto'
  /** How its lines end in the folder. */
  readonly folder: 'lf' | 'crlf'
}

export interface LineEndSettings {
  readonly autocrlf: string | null
  readonly eol: string | null
  readonly isWindows: boolean
}

/** A value of an attribute: set, unset, a word, or nothing said. */
export type Attribute = boolean | string | null | undefined

export function lineEndsOf(attributes: { text: Attribute; eol: Attribute }, settings: LineEndSettings): LineEnds {
  const { eol } = attributes
  const isSaid = eol === 'lf' || eol === 'crlf'
  const folder = isSaid ? eol : folderEnds(settings)
  if (attributes.text === true) return { text: 'yes', folder }
  if (attributes.text === false) return { text: 'no', folder }
  if (attributes.text === 'auto') return { text: 'auto', folder }
  if (isSaid) return { text: 'yes', folder }
  const converts = settings.autocrlf === 'input' || isTrue(settings.autocrlf)
  return { text: converts ? 'auto' : 'no', folder }
}

/** `hasReturnsInIndex`: what Git holds has such line ends already, so a guess must not change them. */
export function toGit(bytes: Buffer, { text }: LineEnds, hasReturnsInIndex: () => boolean): Buffer {
  if (text === 'no' || !bytes.includes(RETURN)) return bytes
  if (text === 'auto' && (looksBinary(bytes) || hasReturnsInIndex())) return bytes
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')
}

export function toFolder(bytes: Buffer, { text, folder }: LineEnds): Buffer {
  if (text === 'no' || folder === 'lf' || !bytes.includes(NEW_LINE)) return bytes
  if (text === 'auto' && (bytes.includes(RETURN) || looksBinary(bytes))) return bytes
  return Buffer.from(bytes.toString('latin1').replaceAll(/(?<!\r)\n/g, '\r\n'), 'latin1')
}

const RETURN = 13
const NEW_LINE = 10

function folderEnds({ autocrlf, eol, isWindows }: LineEndSettings): 'lf' | 'crlf' {
  if (isTrue(autocrlf)) return 'crlf'
  if (autocrlf === 'input') return 'lf'
  if (eol === 'lf' || eol === 'crlf') return eol
  return isWindows ? 'crlf' : 'lf'
}

function isTrue(setting: string | null): boolean {
  return setting !== null && /^(?:true|yes|on|1|)$/i.test(setting)
}

/** As Git tells: a zero, a return on its own, or many characters that cannot be printed. */
function looksBinary(bytes: Buffer): boolean {
  let odd = 0
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0
    if (byte === 0 || (byte === RETURN && bytes[i + 1] !== NEW_LINE)) return true
    const isPlain = (byte >= 32 && byte !== 127) || (byte >= 8 && byte <= 13 && byte !== 11) || byte === 27
    // A last ^Z is how old systems ended a file.
    if (!isPlain && !(byte === 26 && i === bytes.length - 1)) odd += 1
  }
  return (bytes.length - odd) >> 7 < odd
}
