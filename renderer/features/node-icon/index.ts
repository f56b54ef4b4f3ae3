export { ChangeIcon, FileIcon, NodeIcon } from './node-icon.tsx'
