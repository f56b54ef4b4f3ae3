export { Find, findCommands } from './find.tsx'
export { QueryField } from './query-field.tsx'
export { useFind } from './use-find.ts'
