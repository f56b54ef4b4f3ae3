/**
 * Several people on one scene, with everything that can come between them: partitions, late and repeated updates,
 * outside changes of the file, undo, compaction. Driven by a seed, checked against a plain account of who saw what.
 */
import * as Y from 'yjs'
import { type RegisterValue, sameValue } from '../../shared/registers/registers.ts'
import { parseSceneText } from '../../shared/scene/codec/scene-text.ts'
import * as commands from '../../shared/scene/commands.ts'
import { openSceneDocument, type SceneDocument } from '../../shared/scene/document.ts'
import { createSceneEditor, type SceneEditor } from '../../shared/scene/editor.ts'
import { exportScene } from '../../shared/scene/export.ts'
import { type FileBase, seedBase } from '../../shared/scene/file-base.ts'
import { takeIn } from '../../shared/scene/intake.ts'
import type { NodeId, Scene } from '../../shared/scene/scene.ts'
import { buildSeed } from '../../shared/scene/seed.ts'
import type { Random } from './seeded.ts'

/** One write, and all writes its author had seen. */
interface Write {
  readonly id: number
  readonly register: string
  readonly value: RegisterValue
  readonly seen: ReadonlySet<number>
}

export interface Replica {
  readonly name: string
  document: SceneDocument
  editor: SceneEditor
  seen: Set<number>
  /** Texts this replica's file had, with what their readers have seen; newest first. */
  written: { base: FileBase; seen: ReadonlySet<number> }[]
  /** Updates on their way here. */
  inbox: { update: Uint8Array; seen: ReadonlySet<number> }[]
}

export interface Plan {
  readonly replicas: readonly Replica[]
  readonly writes: Map<number, Write>
  readonly log: string[]
  readonly created: Set<NodeId>
}

export function startPlan(text: string, count: number, random: Random): Plan {
  const plan: Plan = { replicas: [], writes: new Map(), log: [], created: new Set() }
  const replicas = plan.replicas as Replica[]
  for (let i = 0; i < count; i += 1) {
    const doc = new Y.Doc()
    doc.clientID = 1000 + i * 17 + random.below(10)
    Y.applyUpdate(doc, buildSeed(text).update, 'seed')
    replicas.push(openReplica(plan, `r${i}`, doc, random))
  }
  return plan
}

function openReplica(plan: Plan, name: string, doc: Y.Doc, random: Random): Replica {
  const document = openSceneDocument(doc)
  const editor = createSceneEditor(document, {
    person: { name, color: 1 },
    now: () => 1,
    random: count => random.bytes(count),
  })
  const replica: Replica = {
    name,
    document,
    editor,
    seen: new Set(),
    written: [{ base: seedBase(document), seen: new Set() }],
    inbox: [],
  }
  watch(plan, replica)
  for (const id of document.scene.nodes.keys()) plan.created.add(id)
  return replica
}

/** Writes of the outside change under way: what they have seen is known once it is taken in. */
const outside = new WeakMap<Replica, number[]>()

/** Taking back what settled a register brings all back that had met there: each is a write. */
const undoing = new WeakSet<Replica>()

function watch(plan: Plan, replica: Replica): void {
  replica.document.onDidChange(change => {
    for (const id of change.scene.nodes.keys()) plan.created.add(id)
    if (!change.isLocal) return
    const made: number[] = []
    for (const register of change.registers) {
      // A note on a delete is no edit.
      if (register.endsWith('/t')) continue
      const claims = replica.document.registers.claims(register)
      for (const { value } of undoing.has(replica) ? claims : claims.slice(0, 1)) {
        const id = plan.writes.size
        plan.writes.set(id, { id, register, value, seen: new Set(replica.seen) })
        made.push(id)
        outside.get(replica)?.push(id)
      }
    }
    for (const id of made) replica.seen.add(id)
  })
}

export function step(plan: Plan, random: Random): void {
  const replica = random.pick(plan.replicas)
  const kind = random.below(100)
  if (kind < 62) edit(plan, replica, random)
  else if (kind < 72) send(plan, replica, random)
  else if (kind < 84) receive(plan, replica, random)
  else if (kind < 89) undo(plan, replica, random)
  else if (kind < 93) writeFile(plan, replica)
  else if (kind < 97) outsideChange(plan, replica, random)
  else compact(plan, replica, random)
}

function edit(plan: Plan, { name, editor, document }: Replica, random: Random): void {
  const ids = [...document.scene.nodes.keys()]
  const node = random.pick(ids)
  const other = random.pick(ids)
  const action = random.below(12)
  plan.log.push(`${name} edit ${action} ${node} ${other}`)
  allowRefusal(() => {
    switch (action) {
      case 0:
        return commands.addNode(editor, { parent: node, type: 'Node2D', name: `New${random.below(3)}` })
      case 1:
        return commands.renameNode(editor, node, `Name${random.below(4)}`)
      case 2:
      case 3:
        return commands.moveNodes(editor, [node], other, random.below(3))
      case 4:
        return commands.deleteNodes(editor, [node])
      case 5:
        return commands.duplicateNodes(editor, [node])
      case 6:
        return commands.addGroup(editor, [node], `g${random.below(2)}`)
      case 7:
        return commands.removeGroup(editor, [node], `g${random.below(2)}`)
      case 8:
        return commands.connectSignal(editor, {
          from: { node, rest: '' },
          signal: 'ready',
          to: { node: other, rest: '' },
          method: `m${random.below(2)}`,
        })
      case 9: {
        const { reference } = commands.addInternalResource(editor, {
          type: 'Curve',
          properties: { bake: `${random.below(9)}` },
        })
        return commands.setProperty(editor, [node], 'curve', reference)
      }
      default:
        return commands.setProperty(editor, [node], `p${random.below(3)}`, `${random.below(50)}`)
    }
  })
}

/** Some edits make no sense where they land; that they are refused is not what is tested here. */
function allowRefusal(run: () => unknown): void {
  try {
    run()
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AppError') throw error
  }
}

function send(plan: Plan, from: Replica, random: Random): void {
  const to = random.pick(plan.replicas)
  if (to === from) return
  const update = Y.encodeStateAsUpdate(from.document.doc)
  const letter = { update, seen: new Set(from.seen) }
  plan.log.push(`${from.name} sends to ${to.name}`)
  to.inbox.push(letter)
  if (random.below(4) === 0) to.inbox.push(letter)
}

function receive(plan: Plan, replica: Replica, random: Random): void {
  if (replica.inbox.length === 0) return
  const [letter] = replica.inbox.splice(random.below(replica.inbox.length), 1)
  if (letter === undefined) return
  plan.log.push(`${replica.name} receives`)
  deliver(replica, letter)
}

function deliver(replica: Replica, letter: { update: Uint8Array; seen: ReadonlySet<number> }): void {
  for (const id of letter.seen) replica.seen.add(id)
  Y.applyUpdate(replica.document.doc, letter.update, { kind: 'remote' })
}

function undo(plan: Plan, replica: Replica, random: Random): void {
  const { name, editor } = replica
  const isUndo = random.below(3) > 0
  plan.log.push(`${name} ${isUndo ? 'undo' : 'redo'}`)
  undoing.add(replica)
  if (isUndo) editor.undo()
  else editor.redo()
  undoing.delete(replica)
}

function writeFile(plan: Plan, replica: Replica): void {
  const outside = replica.written.at(-1)
  if (outside === undefined) return
  plan.log.push(`${replica.name} writes its file`)
  replica.written.unshift({ base: exportScene(replica.document, outside.base), seen: new Set(replica.seen) })
}

/** Somebody edits the file with another program: the newest text, or an older one it still has in memory. */
function outsideChange(plan: Plan, replica: Replica, random: Random): void {
  const from = random.pick(replica.written)
  const doc = new Y.Doc()
  doc.clientID = 5
  Y.applyUpdate(doc, buildSeed(from.base.text).update, 'seed')
  const document = openSceneDocument(doc)
  const editor = createSceneEditor(document, {
    person: { name: 'file', color: 2 },
    now: () => 2,
    random: count => random.bytes(count),
  })
  const ids = [...document.scene.nodes.keys()]
  plan.log.push(`${replica.name} file changed outside`)
  allowRefusal(() =>
    commands.setProperty(editor, [random.pick(ids)], `p${random.below(3)}`, `${100 + random.below(50)}`),
  )
  if (random.below(2) === 0) allowRefusal(() => commands.addNode(editor, { parent: random.pick(ids), type: 'Label' }))
  if (random.below(3) === 0) allowRefusal(() => commands.deleteNodes(editor, [random.pick(ids)]))
  if (random.below(3) === 0) allowRefusal(() => commands.moveNodes(editor, [random.pick(ids)], random.pick(ids), 0))
  if (random.below(3) === 0) allowRefusal(() => commands.renameNode(editor, random.pick(ids), `File${random.below(3)}`))
  const { text } = exportScene(document, seedBase(document))
  const made: number[] = []
  outside.set(replica, made)
  const result = takeIn(
    replica.editor,
    text,
    replica.written.map(written => written.base),
    { kind: 'intake' },
  )
  outside.delete(replica)
  if (!result.ok) throw new Error(result.fault.reason)
  const seen = replica.written.find(written => written.base === result.against)?.seen ?? new Set<number>()
  for (const id of made) {
    const write = plan.writes.get(id)
    if (write !== undefined) plan.writes.set(id, { ...write, seen })
  }
  replica.written = [{ base: result.base, seen: new Set([...seen, ...made]) }]
}

/** The document through its bytes into a fresh one that collects garbage, under a new client id. */
function compact(plan: Plan, replica: Replica, random: Random): void {
  plan.log.push(`${replica.name} compacts`)
  const bytes = Y.encodeStateAsUpdateV2(replica.document.doc)
  const doc = new Y.Doc()
  doc.clientID = 100_000 + random.below(1_000_000)
  Y.applyUpdateV2(doc, bytes, { kind: 'storage' })
  replica.document.dispose()
  replica.document = openSceneDocument(doc)
  replica.editor = createSceneEditor(replica.document, {
    person: { name: replica.name, color: 1 },
    now: () => 1,
    random: count => random.bytes(count),
  })
  watch(plan, replica)
}

/** Every replica gets everything. */
export function meet(plan: Plan): void {
  for (const to of plan.replicas) {
    for (const letter of to.inbox.splice(0)) deliver(to, letter)
  }
  for (let round = 0; round < 2; round += 1) {
    for (const to of plan.replicas) {
      for (const from of plan.replicas) {
        if (to !== from) deliver(to, { update: Y.encodeStateAsUpdate(from.document.doc), seen: new Set(from.seen) })
      }
    }
  }
}

/** After every step, on every replica. Returns what is wrong, or nothing. */
export function brokenInvariant(plan: Plan): string | null {
  for (const replica of plan.replicas) {
    const { scene, resolver } = replica.document
    const broken = brokenTree(scene) ?? brokenNames(scene)
    if (broken !== null) return `${replica.name}: ${broken}`
    for (const id of resolver.tree().edges.keys()) {
      if (!scene.nodes.has(id as NodeId) && !isInTrash(id, resolver.tree()))
        return `${replica.name}: ${id} is neither in the scene nor in the trash`
    }
  }
  return null
}

function brokenTree(scene: Scene): string | null {
  const met = new Set<NodeId>()
  const stack = scene.root === null ? [] : [scene.root]
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (met.has(id)) return `${id} is there twice`
    met.add(id)
    const node = scene.nodes.get(id)
    if (node === undefined) return `${id} is a child and no node`
    for (const child of node.children) {
      if (scene.nodes.get(child)?.parent !== id) return `${child} has another parent`
      stack.push(child)
    }
  }
  return met.size === scene.nodes.size ? null : 'a node is not below the root'
}

function brokenNames(scene: Scene): string | null {
  for (const node of scene.nodes.values()) {
    const names = node.children.map(id => scene.nodes.get(id)?.name)
    if (new Set(names).size !== names.length) return `children of ${node.name} share a name: ${names.join(', ')}`
  }
  return null
}

function isInTrash(id: string, tree: { edges: ReadonlyMap<string, { parent: string }> }): boolean {
  let at: string | undefined = id
  for (let steps = 0; at !== undefined && steps < 10_000; steps += 1) {
    if (at === 'trash') return true
    at = tree.edges.get(at)?.parent
  }
  return false
}

/** Once all have met: they agree, nothing is lost, no edit is silently gone. */
export function disagreement(plan: Plan): string | null {
  const [first, ...others] = plan.replicas
  if (first === undefined) return null
  const mine = plainScene(first.document)
  for (const other of others) {
    const theirs = plainScene(other.document)
    if (theirs !== mine) return `${first.name} and ${other.name} differ:\n${firstDifference(mine, theirs)}`
  }
  for (const id of plan.created) {
    if (!first.document.resolver.tree().edges.has(id) && id !== first.document.scene.root) return `${id} is lost`
  }
  const written = exportScene(first.document, seedBase(first.document))
  const parsed = parseSceneText(written.text)
  if (!parsed.ok) return `the file cannot be read: ${parsed.fault.reason}`
  return silentlyGone(plan, first.document)
}

/** Every write stands, was overwritten by one that saw it, or is listed. */
function silentlyGone(plan: Plan, document: SceneDocument): string | null {
  const byRegister = new Map<string, Write[]>()
  for (const write of plan.writes.values())
    byRegister.set(write.register, [...(byRegister.get(write.register) ?? []), write])
  for (const [register, writes] of byRegister) {
    const overwritten = new Set(writes.flatMap(write => [...write.seen]))
    const standing = writes.filter(write => !overwritten.has(write.id))
    const claims = document.registers.claims(register)
    for (const write of standing) {
      if (!claims.some(claim => sameValue(claim.value, write.value))) {
        return `${register}: ${JSON.stringify(write.value)} is silently gone (left: ${JSON.stringify(claims.map(claim => claim.value))})`
      }
    }
    for (const claim of claims.length > 1 ? claims : []) {
      if (!standing.some(write => sameValue(claim.value, write.value))) {
        return `${register}: ${JSON.stringify(claim.value)} is listed though somebody overwrote it knowingly`
      }
    }
  }
  return null
}

export function plainScene(document: SceneDocument): string {
  const { scene } = document
  const plain = {
    nodes: [...scene.nodes.values()].map(node => ({
      ...node,
      properties: [...node.properties],
      fields: [...node.fields].sort(([a], [b]) => (a < b ? -1 : 1)),
    })),
    resources: [...scene.resources.values()]
      .map(resource => ({ ...resource, properties: [...resource.properties] }))
      .sort(byId),
    connections: [...scene.connections.values()].sort(byId),
    repairs: [...scene.repairs].map(repair => JSON.stringify(repair)).sort(),
    contested: scene.contested,
  }
  return JSON.stringify(plain, null, 1)
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1
}

function firstDifference(a: string, b: string): string {
  const left = a.split('\n')
  const right = b.split('\n')
  const at = left.findIndex((line, i) => line !== right[i])
  return `${left.slice(at - 2, at + 3).join('\n')}\n--- against ---\n${right.slice(at - 2, at + 3).join('\n')}`
}
