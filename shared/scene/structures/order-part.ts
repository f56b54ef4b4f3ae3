/** The part of a structure that says in which order the others stand: no person's edit by itself. */
export const ORDER_PART = 'order'
