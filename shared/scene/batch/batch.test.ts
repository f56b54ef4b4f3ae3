/** Which scenes a batch leaves changed, whatever fails and whenever it is cancelled. */
import { expect, test } from 'vitest'
import { AppError } from '../../contract/errors.ts'
import { exportScene } from '../export.ts'
import { seedBase } from '../file-base.ts'
import { openText } from '../testing/open-text.ts'
import { applyBatchEdits, type BatchEdit } from './batch-edits.ts'
import { type BatchEvent, type BatchMode, type Prepared, runBatch } from './run-batch.ts'

interface Plan {
  readonly mode: BatchMode
  readonly isDryRun?: boolean
  readonly failsToPrepare?: string
  readonly failsToWrite?: string
  readonly cancelAt?: string
}

async function run(plan: Plan) {
  const changed = new Set<string>()
  const signal = { aborted: false }
  const prepare = async (path: string): Promise<Prepared> => {
    if (path === plan.failsToPrepare) throw new AppError('UNREADABLE', 'torn')
    return {
      changes: path === 'c' ? [] : [`${path} changes`],
      problems: 0,
      commit:
        path === 'c'
          ? null
          : async () => {
              changed.add(path)
              if (path === plan.failsToWrite) throw new AppError('DISK', 'full')
            },
      rollBack: async () => void changed.delete(path),
    }
  }
  const events: BatchEvent[] = []
  const { mode, isDryRun = false, cancelAt } = plan
  for await (const event of runBatch({ paths: ['a', 'b', 'c', 'd'], mode, isDryRun, prepare, signal })) {
    events.push(event)
    if (event.kind === 'progress' && event.current === cancelAt && event.phase === 'write') signal.aborted = true
  }
  const outcomes = events.flatMap(event =>
    event.kind === 'outcome' ? [`${event.outcome.scene} ${event.outcome.status}`] : [],
  )
  const last = events.at(-1)
  return { changed: [...changed].join(''), outcomes, end: last?.kind === 'end' ? last.end : null, events }
}

test.for([
  [{ mode: 'carry-on' }, 'abd', 'done', ['a done', 'b done', 'c nothing-to-do', 'd done']],
  [{ mode: 'carry-on', failsToPrepare: 'b' }, 'ad', 'done', ['a done', 'b failed', 'c nothing-to-do', 'd done']],
  [{ mode: 'carry-on', cancelAt: 'b' }, 'ab', 'cancelled', ['a done', 'b done']],
  [{ mode: 'all-or-nothing' }, 'abd', 'done', ['a done', 'b done', 'c nothing-to-do', 'd done']],
  [{ mode: 'all-or-nothing', failsToPrepare: 'd' }, '', 'refused', ['d failed']],
  [
    { mode: 'all-or-nothing', failsToWrite: 'd' },
    '',
    'put-back',
    ['d failed', 'a put-back', 'b put-back', 'd put-back'],
  ],
  [{ mode: 'all-or-nothing', cancelAt: 'b' }, '', 'cancelled', ['a put-back', 'b put-back']],
  [
    { mode: 'all-or-nothing', isDryRun: true },
    '',
    'done',
    ['a would-change', 'b would-change', 'c nothing-to-do', 'd would-change'],
  ],
  [
    { mode: 'carry-on', isDryRun: true, failsToPrepare: 'a' },
    '',
    'done',
    ['a failed', 'b would-change', 'c nothing-to-do', 'd would-change'],
  ],
] as const satisfies readonly (readonly [Plan, string, string, readonly string[]])[])(
  'BAT1 to BAT4 %o',
  async ([plan, changed, end, outcomes]) => {
    expect(await run(plan)).toMatchObject({ changed, end, outcomes })
  },
)

test('BAT4 whoever goes away in the middle of all or nothing leaves nothing behind', async () => {
  const changed = new Set<string>()
  const prepare = async (path: string): Promise<Prepared> => ({
    changes: [path],
    problems: 0,
    commit: async () => void changed.add(path),
    rollBack: async () => void changed.delete(path),
  })
  const events = runBatch({ paths: ['a', 'b'], mode: 'all-or-nothing', isDryRun: false, prepare, signal: undefined })
  for await (const event of events) if (event.kind === 'progress' && event.phase === 'write' && event.done === 1) break
  expect([...changed]).toEqual([])
})

const boat = `[gd_scene format=3]

[node name="Boat" type="Node2D"]

[node name="SailA" type="Sprite2D" parent="." groups=["cloth"]]
speed = 2

[node name="SailB" type="Sprite2D" parent="."]
speed = 3
`

test.for([
  [{ kind: 'set', property: 'speed', value: '5' }, ['SailA: speed 2 → 5', 'SailB: speed 3 → 5']],
  [{ kind: 'set', property: 'speed', value: null }, ['SailA: speed 2 → default', 'SailB: speed 3 → default']],
  [{ kind: 'replace', property: 'speed', from: '3', to: '4' }, ['SailB: speed 3 → 4']],
  [{ kind: 'add-group', group: 'cloth' }, ['SailB: + group cloth']],
  [{ kind: 'remove-group', group: 'cloth' }, ['SailA: − group cloth']],
  [{ kind: 'rename', from: 'Sail', to: 'Jib' }, ['SailA: name SailA → JibA', 'SailB: name SailB → JibB']],
  [{ kind: 'retype', type: 'Node2D' }, ['SailA: type Sprite2D → Node2D', 'SailB: type Sprite2D → Node2D']],
  [{ kind: 'delete' }, ['SailA: deleted', 'SailB: deleted']],
  [
    { kind: 'set', property: 'texture', value: 'Resource("res://a.png")' },
    ['SailA: texture default → Resource("res://a.png")', 'SailB: texture default → Resource("res://a.png")'],
  ],
] as const satisfies readonly (readonly [BatchEdit, readonly string[]])[])(
  'BAT5, BAT6 %o is told, made, and undone to the byte',
  ([edit, lines]) => {
    const boats = openText(boat)
    const { document, editor } = boats
    const describe = (path: string) => (path === 'res://a.png' ? { type: 'Texture2D', uid: 'uid://a' } : null)
    expect(applyBatchEdits(editor, [boats.id('SailA'), boats.id('SailB')], [edit], describe)).toEqual(lines)
    expect(exportScene(document, seedBase(document)).text).not.toBe(boat)
    while (editor.canUndo) editor.undo()
    expect(exportScene(document, seedBase(document)).text).toBe(boat)
  },
)

test('BAT6 an edit that cannot be made says on which node', () => {
  const boats = openText(boat)
  const { editor } = boats
  expect(() =>
    applyBatchEdits(editor, [boats.id('SailA')], [{ kind: 'set', property: 'x', value: '(' }], () => null),
  ).toThrow(/^SailA: Not a Godot value/)
  expect(() => applyBatchEdits(editor, [boats.id('.')], [{ kind: 'delete' }], () => null)).toThrow(/root/)
})
