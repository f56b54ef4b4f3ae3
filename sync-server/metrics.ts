/** What the relay counts about itself, for `/metrics`. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client'

export type RelayMetrics = ReturnType<typeof createMetrics>

export function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  return {
    registry,
    connections: new Gauge({ name: 'weft_relay_connections', help: 'Open WebSocket connections', registers }),
    rooms: new Gauge({ name: 'weft_relay_rooms', help: 'Rooms in memory', registers }),
    updates: new Counter({ name: 'weft_relay_updates_total', help: 'Updates taken', registers }),
    deliveries: new Counter({ name: 'weft_relay_deliveries_total', help: 'Frames sent to peers', registers }),
    bytesIn: new Counter({ name: 'weft_relay_received_bytes_total', help: 'Bytes of frames received', registers }),
    bytesOut: new Counter({ name: 'weft_relay_sent_bytes_total', help: 'Bytes of frames sent', registers }),
    refused: new Counter({
      name: 'weft_relay_refused_total',
      help: 'What was refused, by reason',
      labelNames: ['reason'] as const,
      registers,
    }),
    ackSeconds: new Histogram({
      name: 'weft_relay_ack_seconds',
      help: 'From the arrival of an update to its commit',
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers,
    }),
    logBytes: new Gauge({ name: 'weft_relay_log_bytes', help: 'Database and its write-ahead log', registers }),
  }
}
