/**
 * Finds the Debian mirror in the text of `/etc/apt/sources.list` and its neighbours: the one-line
 * form (`deb [options] URI suite components`) and the stanza form (deb822). Security mirrors do
 * not carry every suite and are passed over; so is everything that is not Debian's own archive.
 * Null if there is none.
 */
export function findDebianMirror(sourceTexts: readonly string[]): string | null {
  for (const text of sourceTexts) {
    for (const source of /^Types\s*:/im.test(text) ? readStanzas(text) : readLines(text)) {
      const isArchive = source.suites.some(suite => debianSuite.test(suite)) && source.components.includes('main')
      const uri = source.uris[0]
      if (isArchive && uri !== undefined) return uri
    }
  }
  return null
}

interface Source {
  readonly uris: readonly string[]
  readonly suites: readonly string[]
  readonly components: readonly string[]
}

const debianSuite = /^(bullseye|bookworm|trixie|forky|duke|sid|oldstable|stable|testing|unstable)(-updates)?$/

function* readLines(text: string): Generator<Source> {
  for (const line of text.split('\n')) {
    const match = /^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+([^#]*)/.exec(line)
    if (match === null) continue
    const [, uri = '', suite = '', components = ''] = match
    yield { uris: [uri], suites: [suite], components: words(components) }
  }
}

function* readStanzas(text: string): Generator<Source> {
  const withoutComments = text.replaceAll(/^#.*\n?/gm, '')
  for (const stanza of withoutComments.split(/\n\s*\n/)) {
    const fields = new Map<string, string>()
    // A field goes on over lines that begin with a blank.
    for (const [, name = '', value = ''] of stanza.matchAll(/^([\w-]+)\s*:([^\n]*(?:\n[ \t]+[^\n]*)*)/gm)) {
      fields.set(name.toLowerCase(), value)
    }
    if (!words(fields.get('types')).includes('deb') || fields.get('enabled')?.trim() === 'no') continue
    yield {
      uris: words(fields.get('uris')),
      suites: words(fields.get('suites')),
      components: words(fields.get('components')),
    }
  }
}

function words(text = ''): string[] {
  return text.split(/\s+/).filter(word => word !== '')
}
