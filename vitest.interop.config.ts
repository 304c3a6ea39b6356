import { defineConfig } from 'vitest/config';

/** Tests that need other projects' tools; `npm run test:interop` installs those first. */
export default defineConfig({
  test: {
    include: ['test/interop/*.interop.ts'],
    // A compiler works beside them; a limit is only for what hangs.
    testTimeout: 400_000,
    hookTimeout: 400_000,
    // Most of a file's time is waiting for its tools, or for another program.
    maxWorkers: 5,
  },
});
