export { FixAllDialog } from './fix-all.tsx'
export { Problems, useProblemCount } from './problems.tsx'
export { useUndo } from './use-undo.ts'
