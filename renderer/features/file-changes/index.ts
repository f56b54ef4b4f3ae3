export { FileChanges } from './file-changes.tsx'
