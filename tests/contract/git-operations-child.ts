/** One operation that is killed at one of its steps: told by name, or in the middle of the files. */
import type { Repository } from '../../host/git/engine.ts'
import { openRepository } from '../../host/git/open-repository.ts'
import { operationsOn } from '../property/operation-ground.ts'
import { runNamed } from './git-operations-named.ts'

const [folder = '', name = '', step = ''] = process.argv.slice(2)

const kill = () => process.kill(process.pid, 'SIGKILL')

using repository = await openRepository(folder)
const watched: Repository = {
  ...repository,
  async checkout(changes, options) {
    if (step !== 'half of the files') return repository.checkout(changes, options)
    await repository.checkout(new Map([...changes].slice(0, Math.ceil(changes.size / 2))), options)
    kill()
  },
  [Symbol.dispose]: () => repository[Symbol.dispose](),
}
await runNamed(
  operationsOn(watched, {
    onStep: each => {
      if (each === step) kill()
    },
  }),
  name,
)
