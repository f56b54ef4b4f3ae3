export { blameCommands } from './blame-commands.ts'
export { NodeBlame } from './node-blame.tsx'
export { commitsByHash, useBlame } from './use-blame.ts'
