/** A file of the folder that belongs to a document. */
export interface DocumentFile {
  /** `levels/harbor.tscn` */
  readonly path: string
  readonly entry: string
  readonly document: string
}
