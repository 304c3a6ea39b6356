import { defineConfig } from 'vitest/config';

/** Tests that need other projects' tools; `npm run test:interop` installs those first. */
export default defineConfig({
  test: {
    include: ['test/interop/*.interop.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    maxWorkers: 1,
  },
});
