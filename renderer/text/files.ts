/** Words about files and folders, texts and media. */
export const fileWords = {
  newFile: 'New file',
  newFolder: 'New folder',
  folder: 'Folder name',
  file: 'File name',
  filePlaceholder: 'notes.md',
  folderPlaceholder: 'levels',
  create: 'Create',
  badName: 'A name without / \\ : * ? " < > | please.',
  rename: 'Rename',
  remove: 'Delete',
  duplicate: 'Duplicate',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  undo: 'Undo in files',
  redo: 'Redo in files',
  selectAll: 'Select all files',
  trash: 'Deleted files',
  menu: 'New…',
  several: (count: number) => `${count} files`,
  cutFiles: (count: number) =>
    count === 1 ? 'One file to move: paste it into a folder.' : `${count} files to move: paste them into a folder.`,
  copiedFiles: (count: number) => (count === 1 ? 'One file copied.' : `${count} files copied.`),
  nothingToPaste: 'There are no files on the clipboard.',
  removed: (count: number) =>
    count === 1 ? 'Deleted. It can be brought back.' : `${count} deleted. They can be brought back.`,
  undone: 'Undone',
  left: (count: number) =>
    count === 1
      ? 'One file was changed since and stays as it is.'
      : `${count} files were changed since and stay as they are.`,
  references: (count: number) =>
    count === 1 ? 'One file that names it follows.' : `${count} files that name it follow.`,
  readOnly: 'This project is shared with you to look at only.',
  intoItself: 'A folder cannot go into itself.',
  sameFolder: 'It is in this folder already.',
  repairs: 'What met in the project',
  taken: (name: string, folder: string) =>
    `Two files are called ${name}${folder === '' ? '' : ` in ${folder}`}: this one waits for another name.`,
  badNameShared: (name: string, reason: string) =>
    `${name === '' ? 'A file' : name} is shared but cannot be written: ${reason}.`,
  circle: (name: string, wanted: string | null, path: string) =>
    `${name} and ${wanted ?? 'another folder'} were moved into each other. ${name} stays at ${path}.`,
  orphan: (name: string, path: string) => `The folder that ${name} was moved into is gone. It stands at ${path}.`,
  unseen: (name: string, files: readonly string[]) =>
    `${name} was deleted while somebody put ${files.slice(0, 3).join(', ')}${files.length > 3 ? ` and ${files.length - 3} more` : ''} into it.`,
  renameTo: (name: string) => `Rename to ${name}`,
  keep: 'Keep it here',
  bringBack: 'Bring it back',
  trashEmpty: 'Nothing was deleted.',
  trashFrom: (folder: string) => (folder === '' ? 'from the top' : `from ${folder}`),
  trashFiles: (count: number) => (count === 1 ? '' : `${count} files`),
  restore: 'Bring back',
  close: 'Close',
  textOf: (path: string) => `Text of ${path}`,
  textLoading: 'Loading the file',
  textReadOnly: 'Shared with you to look at only.',
  textFault: (reason: string) => `The file on disk is left alone: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}.`,
  zoomIn: 'Larger',
  zoomOut: 'Smaller',
  fit: 'Fit',
  size: 'Size',
  hash: 'SHA-256',
  usedBy: 'Used by',
  unused: 'No file names it.',
  bytes: (count: number) =>
    count < 1024
      ? `${count} bytes`
      : count < 1024 * 1024
        ? `${(count / 1024).toFixed(1)} KB`
        : `${(count / 1024 / 1024).toFixed(1)} MB`,
  seconds: (seconds: number) => `${seconds.toFixed(1)} s`,
  cannotShow: 'This kind of file is not shown here. It is shared whole.',
  onItsWay: 'on its way through the relay',
  contested: (name: string) => `Several people replaced ${name} without knowing of each other.`,
  keepThis: 'Keep this',
  useThis: 'Use this',
  inUse: 'In use',
  other: 'Other version',
} as const
