/** Every edit a user can make to a scene: each one gesture, one transaction, one step of undo. */
export { keepOneOf, leaveDangling, namesake, pickBase, pointDangling } from './commands/choices.ts'
export { copyNodes, duplicateNodes, pasteNodes } from './commands/clipboard.ts'
export { overrideInner, setEditableChildren } from './commands/instances.ts'
export {
  addInstance,
  addNode,
  changeType,
  checkNodeName,
  deleteNodes,
  moveNodes,
  renameNode,
  setNodeReference,
  whyNotMove,
} from './commands/nodes.ts'
export { addGroup, removeGroup, setProperties, setProperty, setResourceProperty } from './commands/properties.ts'
export { acceptRepair, pickClaim, restoreRecovered } from './commands/repairs.ts'
export { addExternalResource, addInternalResource, repointResource } from './commands/resources.ts'
export { type PastChange, registerValue, restoreFrom, revertChanges } from './commands/restore.ts'
export { connectSignal, disconnectSignal } from './commands/signals.ts'
