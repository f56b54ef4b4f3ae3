/**
 * MRG1: a three-way merge of files and a meeting of two replicas follow one set of rules. The same edits, once merged as
 * updates of one document and once as the texts that each side writes, meet in the same registers, and agree on all
 * else.
 */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { parseSceneText, type SceneText } from '../../shared/scene/codec/scene-text.ts'
import * as commands from '../../shared/scene/commands.ts'
import { openSceneDocument, type SceneDocument } from '../../shared/scene/document.ts'
import { createSceneEditor, type SceneEditor } from '../../shared/scene/editor.ts'
import { exportScene } from '../../shared/scene/export.ts'
import { seedBase } from '../../shared/scene/file-base.ts'
import { readConflicts } from '../../shared/scene/merge/conflicts.ts'
import { meetingOf, mergeContext } from '../../shared/scene/merge/merge-context.ts'
import type { MergeSides } from '../../shared/scene/merge/merge-side.ts'
import { openMerge } from '../../shared/scene/merge/open-merge.ts'
import { applyStrategy } from '../../shared/scene/merge/strategy.ts'
import type { NodeId, Scene } from '../../shared/scene/scene.ts'
import { buildSeed } from '../../shared/scene/seed.ts'
import { type Random, seeded } from './seeded.ts'

const RUNS = Number(process.env.WEFT_RUNS ?? 150)
const FIRST_SEED = Number(process.env.WEFT_SEED ?? 1)

const NODES = 14

function baseText(): string {
  const parents = ['.', '.', '.', 'N1', 'N1', 'N2', 'N1/N4', '.', 'N8', 'N8', 'N8/N9', '.', 'N12']
  const nodes = parents.map((parent, i) => {
    const id = i + 1
    return `[node name="N${id}" type="Node2D" parent="${parent}" unique_id=${100 + id} groups=["g${id % 3}"]]\np0 = ${id}\np1 = "t${id}"\n`
  })
  const head = '[gd_scene format=3 uid="uid://bparity"]\n\n[node name="Root" type="Node2D" unique_id=100]\n'
  return `${head}\n${nodes.join('\n')}\n[connection signal="ready" from="N3" to="." method="_on_ready"]\n`
}

interface Side {
  readonly document: SceneDocument
  readonly editor: SceneEditor
  /** Each register is edited once, for a text shows only what came of it. */
  readonly touched: Set<string>
}

function openSide(text: string, client: number, random: Random): Side {
  const doc = new Y.Doc()
  doc.clientID = client
  Y.applyUpdate(doc, buildSeed(text).update, { kind: 'seed' })
  const document = openSceneDocument(doc)
  const editor = createSceneEditor(document, {
    person: { name: `P${client}`, color: 1 },
    now: () => client,
    random: count => random.bytes(count),
  })
  return { document, editor, touched: new Set() }
}

function edit({ document, editor, touched }: Side, random: Random, log: string[]): unknown {
  const { scene } = document
  const node = random.pick([...scene.nodes.keys()])
  const other = random.pick([...scene.nodes.keys()])
  const once = (key: string, run: () => unknown) => {
    if (touched.has(key) || node === scene.root) return
    touched.add(key)
    log.push(key)
    run()
  }
  switch (random.below(8)) {
    case 0:
      return once(`${node} added below`, () =>
        commands.addNode(editor, { parent: node, type: 'Sprite2D', name: `New${random.below(1000)}` }),
      )
    case 1:
      return once(`${node} name`, () => commands.renameNode(editor, node, `Name${random.below(5)}`))
    case 2:
      if (commands.whyNotMove(scene, [node], other) !== null || scene.nodes.get(node)?.parent === other) return
      return once(`${node} place`, () => commands.moveNodes(editor, [node], other, 99))
    case 3:
      // What a side did to a node before it deleted it, its text does not tell.
      if (below(scene, node).some(id => [...touched].some(key => key.startsWith(`${id} `)))) return
      return once(`${node} place`, () => {
        for (let at = scene.nodes.get(node)?.parent ?? null; at !== null; at = scene.nodes.get(at)?.parent ?? null) {
          touched.add(`${at} bereft`)
        }
        commands.deleteNodes(editor, [node])
      })
    case 4: {
      const group = `g${random.below(4)}`
      const has = scene.nodes.get(node)?.groups.includes(group) === true
      return once(`${node} ${group}`, () =>
        has ? commands.removeGroup(editor, [node], group) : commands.addGroup(editor, [node], group),
      )
    }
    case 5:
      return once(`${node} signal`, () => {
        touched.add(`${other} heard`)
        commands.connectSignal(editor, {
          from: { node, rest: '' },
          signal: 'draw',
          to: { node: other, rest: '' },
          method: `m${random.below(2)}`,
        })
      })
    default: {
      const name = `p${random.below(3)}`
      return once(`${node} ${name}`, () => commands.setProperty(editor, [node], name, String(100 + random.below(9))))
    }
  }
}

/** The node and all that hangs on it. */
function below(scene: Scene, top: NodeId): NodeId[] {
  return [top, ...(scene.nodes.get(top)?.children ?? []).flatMap(child => below(scene, child))]
}

/** Both met and ours preferred: what a person gets. The order of new siblings is drawn from who wrote. */
function outcome(document: SceneDocument, editor: SceneEditor, sides: MergeSides): unknown {
  const meeting = meetingOf(document, sides)
  const cycles = applyStrategy(editor, 'auto', sides)
  const conflicts = readConflicts(mergeContext(document, sides), meeting, cycles)
  const { scene } = document
  const nodes = [...scene.nodes.values()].map(node => ({
    id: node.id,
    // Of nodes that came to one name, the id says which counts up.
    name: isNamedApart(scene, node.id) ? null : node.name,
    parent: node.parent,
    type: node.type,
    groups: [...node.groups].sort(),
    properties: [...node.properties].sort(([a], [b]) => (a < b ? -1 : 1)),
  }))
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
  return {
    // Where among its siblings a node went, a text tells only roughly.
    met: conflicts
      .filter(({ kind }) => kind !== 'parent')
      .map(({ id, chosen }) => `${id} ${chosen}`)
      .sort(),
    nodes: nodes.sort(byId),
    connections: [...scene.connections.values()]
      .map(({ signal, from, to, method }) => JSON.stringify({ signal, from, to, method }))
      .sort(),
  }
}

function isNamedApart(scene: Scene, node: NodeId): boolean {
  return scene.repairs.some(repair => repair.kind === 'renamed' && repair.node === node)
}

function parse(text: string): SceneText {
  const parsed = parseSceneText(text)
  if (!parsed.ok) throw new Error(parsed.fault.reason)
  return parsed.value
}

function runPlan(seed: number): void {
  const random = seeded(seed)
  const base = baseText()
  const sides = [openSide(base, 11, random), openSide(base, 12, random)] as const
  const log: string[] = []
  for (const [i, side] of sides.entries()) {
    const count = 1 + random.below(8)
    log.push(`side ${i}`)
    for (let n = 0; n < count; n += 1) edit(side, random, log)
  }
  const [ours, theirs] = sides.map(({ document }) => exportScene(document, seedBase(document)).text)
  const hint = `seed ${seed}: ${log.join('; ')}`
  using files = openMerge({ base: parse(base), ours: parse(ours ?? ''), theirs: parse(theirs ?? '') })
  const replicas = meetReplicas(base, sides)
  expect(outcome(files.document, files.editor, files.sides), hint).toEqual(
    outcome(replicas.document, replicas.editor, replicas.sides),
  )
}

function meetReplicas(base: string, [ours, theirs]: readonly [Side, Side]): Side & { readonly sides: MergeSides } {
  const side = ({ document }: Side) => ({
    clocks: Y.decodeStateVector(Y.encodeStateVector(document.doc)),
    scene: document.scene,
  })
  const before = openSide(base, 13, seeded(1))
  const met = openSide(base, 14, seeded(1))
  const sides: MergeSides = {
    base: {
      clocks: Y.decodeStateVector(Y.encodeStateVector(before.document.doc)),
      scene: before.document.scene,
      said: register => before.document.registers.get(register) ?? before.document.seed.value(register),
    },
    ours: side(ours),
    theirs: side(theirs),
  }
  for (const { document } of [ours, theirs])
    Y.applyUpdate(met.document.doc, Y.encodeStateAsUpdate(document.doc), { kind: 'relay' })
  return { ...met, sides }
}

test(`MRG1 ${RUNS} seeded meetings of ${NODES} nodes: as updates and as files, the same met and the same came of it`, () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) runPlan(seed)
})
