export { templateCommands } from './commands.ts'
export { TemplateDialogs } from './template-dialogs.tsx'
