/** A host that merges through its own contract, until it is killed. Arguments: folder, profile folder, revision. */
import { clientOf, createOpenHost } from './repo-host.ts'

const [folder = '', profileFolder = '', revision = ''] = process.argv.slice(2)
const host = await createOpenHost(profileFolder, folder)
const api = clientOf(host)
await api.repo.state()
process.stdout.write('ready\n')
await api.repo.merge({ revision })
process.stdout.write('merged\n')
