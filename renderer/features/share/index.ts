export { SharePopover, shareCommands } from './share.tsx'
