import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Serves the pages of this folder, for working on one part of the window alone. The root is the repository's. */
export default defineConfig({ plugins: [react()], server: { host: '127.0.0.1', hmr: false } })
