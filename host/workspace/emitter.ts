/** Listeners of one event. */
export interface Emitter<T> {
  readonly fire: (event: T) => void
  readonly on: (listener: (event: T) => void) => Disposable
  readonly size: number
}

export function createEmitter<T = void>(): Emitter<T> {
  const listeners = new Set<{ call: (event: T) => void }>()
  return {
    fire(event) {
      for (const listener of [...listeners]) listener.call(event)
    },
    on(call) {
      const listener = { call }
      listeners.add(listener)
      return {
        [Symbol.dispose]: () => {
          listeners.delete(listener)
        },
      }
    },
    get size() {
      return listeners.size
    },
  }
}
