import { expect, test } from 'vitest'
import { cancellable } from './stand-in/app.ts'
import type { StandIn } from './stand-in/electron.ts'
import { testShell } from './stand-in/started-shell.ts'
import { words } from './words.ts'

const relay = '127.0.0.1:9'
const link = `weft://join?relay=${encodeURIComponent(`ws://${relay}`)}&workspace=harbor#token-of-a-stranger`

test('started with a link: asked first, and a no opens the sample as if there had been none', async () => {
  await using shell = testShell({ args: [link] })
  let chosen = 0
  shell.standIn.chooseFolder = () => {
    chosen += 1
    return null
  }
  await shell.start()
  expect(await shell.opened()).toMatchObject({ isSample: true })
  expect(shell.standIn.asked).toMatchObject([
    { message: words.link.title(relay), buttons: [words.cancel, words.link.join], defaultId: 0, cancelId: 0 },
  ])
  expect(JSON.stringify(shell.standIn.asked)).not.toContain('token-of-a-stranger')
  expect(chosen).toBe(0)
})

test('a link from macOS, before and after the app is ready; after a yes the folder is asked for', async () => {
  await using shell = testShell({ platform: 'darwin' })
  const { standIn } = shell
  let chosen = 0
  standIn.answer = ({ message }) => (message === words.link.title(relay) ? 1 : 0)
  standIn.chooseFolder = () => {
    chosen += 1
    return null
  }
  const starting = shell.start()
  openUrl(standIn, link)
  await starting
  await shell.opened()
  expect(chosen).toBe(1)
  openUrl(standIn, link)
  await settled()
  expect(chosen).toBe(2)
})

test('a join that cannot be done is said in words', async () => {
  await using shell = testShell()
  const { standIn } = shell
  await shell.start()
  await shell.opened()
  const failed = Promise.withResolvers<void>()
  standIn.answer = ({ message }) => {
    if (message === words.link.title(relay)) return 1
    failed.resolve()
    return 0
  }
  standIn.chooseFolder = () => shell.profile
  openUrl(standIn, link)
  await failed.promise
  expect(standIn.asked.at(-1)).toMatchObject({ type: 'error', message: words.host.cannotJoin })
})

test.for(['weft://join', 'weft:join?x', 'weft://run?cmd=rm', 'weft://join?relay=ws%3A%2F%2Fa#tokentoken'])(
  '%s is refused without a question',
  async bad => {
    await using shell = testShell()
    await shell.start()
    openUrl(shell.standIn, bad)
    await settled()
    expect(shell.standIn.asked).toMatchObject([{ type: 'error', message: words.link.bad }])
  },
)

test('links that come while one is asked about are dropped', async () => {
  await using shell = testShell()
  await shell.start()
  const answered = Promise.withResolvers<number>()
  shell.standIn.answer = () => answered.promise
  for (let count = 0; count < 20; count += 1) openUrl(shell.standIn, link)
  await settled()
  expect(shell.standIn.asked.length).toBe(1)
  answered.resolve(0)
  await settled()
  openUrl(shell.standIn, link)
  await settled()
  expect(shell.standIn.asked.length).toBe(2)
})

function openUrl({ app }: StandIn, url: string): void {
  app.emit('open-url', cancellable({}), url)
}

function settled(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
