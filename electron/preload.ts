/** Runs in the window, in a world of its own, sandboxed: nothing here may need more than `electron`. */
import { contextBridge, ipcRenderer } from 'electron'
import { exposeBridge } from './expose-bridge.ts'

exposeBridge({ contextBridge, ipcRenderer }, window)
