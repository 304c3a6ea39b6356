import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores are what CI has; real servers in test/real share them.
    maxWorkers: 2,
    // A page on a busy machine needs longer than a second; what fails still fails.
    expect: { poll: { timeout: 10_000 } },
  },
});
