/** `harbor` of `res://levels/harbor.tscn`: what a file is called. */
export function fileStem(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '')
}
