/**
 * A process that edits a workspace until it is killed, and says of every edit when it is durable.
 * Arguments: folder, profile folder. Lines on stdout: `acknowledged <n>`.
 */
import { randomBytes } from 'node:crypto'
import { openProfile } from '../../host/profile/profile.ts'
import { openWorkspace } from '../../host/workspace/open-workspace.ts'
import { setProperty } from '../../shared/scene/commands.ts'
import { nodeNamed, openReadable } from './workspace-setup.ts'

const [folder = '', profileFolder = ''] = process.argv.slice(2)
const log = { info: () => undefined, warn: () => undefined, error: console.error }
const profile = await openProfile(profileFolder)
const workspace = await openWorkspace({ folder, profile, now: Date.now, random: randomBytes, log })
const level = await openReadable(workspace, 'level.tscn')
const player = nodeNamed(level, 'Player')
const document = await workspace.documents.open(level.document)
for (let n = 1; ; n += 1) {
  setProperty(level.editor, [player], 'position', `Vector2(${n}, 0)`)
  await document.whenStored()
  process.stdout.write(`acknowledged ${n}\n`)
  // Files are written in between, so that the end also comes in the middle of that.
  if (n % 50 === 0) await workspace.whenSettled()
}
