/** What is dragged within the window, by its type on the drag. */
export const nodeDrag = 'application/x-weft-nodes'
/** The value is one `res://` path. */
export const fileDrag = 'application/x-weft-file'
