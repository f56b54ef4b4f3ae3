/** A host that merges a reality, or gives the folder to it, and says when it begins: to be killed in the middle. */
import { randomBytes } from 'node:crypto'
import { openProfile } from '../../host/profile/profile.ts'
import { openWorkspace } from '../../host/workspace/open-workspace.ts'

const [folder = '', profileFolder = '', what = '', reality = ''] = process.argv.slice(2)
const log = { info() {}, warn() {}, error() {} }
const profile = await openProfile(profileFolder)
const open = () => openWorkspace({ folder, profile, now: Date.now, random: randomBytes, log })
const workspace = await open()
await workspace.whenSettled()
process.stdout.write('begin\n')
if (what === 'merge') await workspace.realities.merge(reality, 'theirs')
else {
  await workspace.leaveFor(reality)
  await workspace[Symbol.asyncDispose]()
  await (await open()).whenSettled()
}
process.stdout.write('end\n')
// Alive until it is killed.
setInterval(() => undefined, 1_000)
