/** A TCP proxy on loopback that can be cut and mended, as a cable can. */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export interface Cable extends AsyncDisposable {
  readonly port: number
  /** Ends every connection; new ones are refused until `mend`. */
  cut(): void
  mend(): void
}

export async function createCable(targetPort: number): Promise<Cable> {
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer(near => {
    if (isCut) {
      near.destroy()
      return
    }
    join(near, connect(targetPort, '127.0.0.1'))
  })

  function join(near: Socket, far: Socket): void {
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.pipe(to)
      from.on('error', () => to.destroy())
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cut() {
      isCut = true
      for (const socket of sockets) socket.destroy()
    },
    mend() {
      isCut = false
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
