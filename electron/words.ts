/** All words that the shell itself shows, in English. */
export const words = {
  product: 'Weft',
  ok: 'OK',
  cancel: 'Cancel',

  menus: { file: 'File', edit: 'Edit', scene: 'Scene', view: 'View', share: 'Share', window: 'Window', help: 'Help' },
  openFolder: 'Open Folder…',
  chooseFolder: 'Choose a folder',

  link: {
    title: (relay: string) => `Join the project shared at ${relay}?`,
    detail:
      'A link was opened that leads to this relay. Its people will see your edits and your name. Go on only if you know who sent it.',
    join: 'Choose Folder and Join…',
    folder: 'Folder for the shared project',
    bad: 'This link cannot be opened',
    noProject: 'It leads to a relay, not to a project.',
  },

  external: {
    title: (host: string) => `Open ${host} in your browser?`,
    open: 'Open',
  },

  page: {
    again: 'The window had to be loaded again.',
    againDetail: 'It stopped unexpectedly. What was edited until then is in the project.',
    gaveUp: 'The window stops again and again.',
    gaveUpDetail: 'Your work until then is in the project. Loading the window again may help.',
    failed: 'The window could not be loaded.',
    load: 'Load Again',
    quit: 'Quit',
    hangs: 'The window does not answer.',
    hangsDetail: 'Waiting may help. Edits of the last moments may be lost if it is loaded again.',
    wait: 'Wait',
    unsent: 'Some edits are not stored yet.',
    unsentDetail: 'They are lost if the window closes now.',
    stay: 'Keep Open',
    close: 'Close Anyway',
  },

  host: {
    gaveUp: 'The part of Weft that reads and writes the project stops again and again.',
    tryAgain: 'Try Again',
    stopped: 'Weft’s host stopped before it was done.',
    cannotOpen: 'The project cannot be opened',
    cannotUse: (path: string) => `${path} cannot be used.`,
    cannotJoin: 'The project cannot be joined',
  },
} as const
