import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

/** Where `npm run dev` finds a running server. */
const server = process.env.RISKMAP_URL ?? 'http://127.0.0.1:5080'
const paths = ['/collections', '/districts', '/parks', '/tiles', '/styles', '/conformance', '/api', '/processes', '/dispatch', '/jobs', '/live', '/healthz']

export default defineConfig({
  plugins: [vue()],
  build: { target: 'es2022', assetsDir: 'assets', chunkSizeWarningLimit: 1500, rolldownOptions: { checks: { pluginTimings: false } } },
  server: { proxy: Object.fromEntries(paths.map((path) => [path, server])) },
  test: { environment: 'node', include: ['tests/**/*.test.ts'] },
})
