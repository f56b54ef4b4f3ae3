export { TextSearch, textSearchCommands } from './text-search.tsx'
