/** Words of searching and replacing in files, in English. */
const many = (count: number, one: string) => `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`

export const textSearchWords = {
  title: 'Search in files',
  command: 'Search in all files',
  commandReplace: 'Replace in all files',
  text: 'Text to search for',
  placeholder: 'Search in files',
  by: 'Replace with',
  isCase: 'Capitals matter',
  isWord: 'Whole words only',
  isRegex: 'Regular expression',
  showReplace: 'Replace',
  globs: 'Only in these files',
  globsPlaceholder: '*.gd, levels/, !addons/',
  results: 'Lines found',
  begin: 'Search the text of every file in the project, scenes and scripts alike. What Git ignores is left out.',
  none: 'Nothing found.',
  searching: 'Searching',
  stop: 'Stop',
  found: (lines: number, files: number, ms: number) =>
    `${many(lines, 'line')} in ${many(files, 'file')} · ${Math.max(1, Math.round(ms))} ms`,
  cut: 'only the first are shown',
  keys: { results: 'results', open: 'open', leave: 'leave a file out' },
  leftOut: (file: string) => `${file}, left out`,
  replaceAll: (lines: number, files: number) => `Replace ${many(lines, 'line')} in ${many(files, 'file')}`,
  replaced: (files: number) => `Replaced in ${many(files, 'file')}.`,
  skipped: (files: number) => `${many(files, 'file')} left alone: not UTF-8, or changed meanwhile.`,
  undo: 'Undo',
  undone: (files: number, skipped: number) =>
    skipped === 0
      ? `Taken back in ${many(files, 'file')}.`
      : `Taken back in ${many(files, 'file')}; ${many(skipped, 'file')} had changed since.`,
}
