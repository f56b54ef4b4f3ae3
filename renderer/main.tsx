/** Composition root of the window: a real host, over the desktop's ports or a browser's sockets. */
import { createPortLinkOpener, desktopBridge } from './session/port-link.ts'
import { openWebSocketLink } from './session/websocket-link.ts'
import { start } from './start.tsx'

const bridge = desktopBridge()
const root = document.getElementById('root')
if (root !== null) void start(root, bridge === null ? openWebSocketLink : createPortLinkOpener(bridge))
