export { compareCommands } from './commands.ts'
export { Compare } from './compare.tsx'
export { ComparedPair } from './compared-pair.tsx'
