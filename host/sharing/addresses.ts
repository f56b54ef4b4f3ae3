/** Where a relay on this computer is found, and what to say of an address without encryption. */
import { networkInterfaces } from 'node:os'

/** The first address that other computers on the network know this one by; null without a network. */
export function networkAddress(): string | null {
  for (const addresses of Object.values(networkInterfaces())) {
    for (const { family, internal, address } of addresses ?? []) {
      if (family === 'IPv4' && !internal) return address
    }
  }
  return null
}

/** Null where nobody else can listen. `relay` = `ws://host:port` or `wss://…`. */
export function encryptionWarning(relay: string): string | null {
  if (relay.startsWith('wss:') || /^ws:\/\/(127\.|localhost|\[::1\])/.test(relay)) return null
  return 'This relay uses no encryption (TLS): whoever can listen on the network between you can read the project and the link.'
}
