import { expect, test } from 'vitest'
import { findDebianMirror } from './apt-sources.ts'

test('reads the one-line form, with options, past comments and other archives', () => {
  const text = `# deb http://old.example/debian bookworm main
deb-src http://mirror.example/source bookworm main
deb https://packages.example/apt cloud-bookworm main
deb [arch=amd64 signed-by=/usr/share/keyrings/a.gpg] http://mirror.example/debian bookworm main contrib # near
`
  expect(findDebianMirror([text])).toBe('http://mirror.example/debian')
})

test('reads the stanza form, past security, disabled and foreign stanzas', () => {
  const text = `Types: deb
URIs: http://security.example/debian-security
Suites: bookworm-security
Components: main

Types: deb
Enabled: no
URIs: http://off.example/debian
Suites: bookworm
Components: main

Types: deb deb-src
# the near one
URIs: http://mirror.example/debian
Suites: trixie
 trixie-updates
Components: main
`
  expect(findDebianMirror(['deb http://x.example/apt nodistro main', text])).toBe('http://mirror.example/debian')
})

test('finds nothing where Debian is not', () => {
  expect(findDebianMirror(['deb http://archive.example/ubuntu noble main universe', ''])).toBeNull()
})
