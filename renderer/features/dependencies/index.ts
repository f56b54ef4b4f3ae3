export { Dependencies, dependencyCommands } from './dependencies.tsx'
