import { defineConfig } from 'vitest/config';
import { LongestFirst } from './sandbox/src/test-run/longest-first.ts';

// Workspaces speak to each other's sources, so that a test never runs against an old build.
const conditions = ['counterfoil-source'];
const resolve = { conditions: [...conditions, 'module', 'node', 'import', 'default'] };
const ssr = { resolve: { conditions: resolve.conditions, externalConditions: conditions } };

if (Number.parseInt(process.versions.node, 10) < 24) {
  throw new Error(`The tests need the Node of this repository, not ${process.version}: npx vitest run …`);
}

/**
 * How long a test may take, and wait for a state that comes by itself: many times what it needs on an idle machine. The
 * limits end what hangs; a busy machine never reaches them.
 */
const within = (seconds: number) => ({
  testTimeout: seconds * 1000,
  hookTimeout: seconds * 1000,
  expect: { poll: { timeout: (seconds * 1000) / 2 } },
});

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'unit',
          include: [
            '{shared-types,agent,admin-ui,sandbox}/src/**/*.test.{ts,tsx}',
            'agent/simulation/**/*.test.ts',
          ],
          exclude: ['**/*.{server,conformance}.test.ts', 'sandbox/src/e2e/**', 'sandbox/src/browser/**'],
          setupFiles: ['sandbox/src/test-run/block-outbound-network.ts'],
          // No test replaces a module or leaves a global changed; loading every module anew for each file takes a fifth
          // of the time.
          isolate: false,
          env: { TZ: 'UTC' },
          ...within(120),
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'e2e',
          include: ['sandbox/src/e2e/**/*.test.ts', 'agent/src/**/*.conformance.test.ts'],
          // Each file has shops of its own and mostly waits for them.
          maxWorkers: 2,
          ...within(900),
          // A machine's first start of a Tryton makes its template, while others wait for that.
          hookTimeout: 3_600_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'browser',
          include: ['sandbox/src/browser/**/*.test.ts'],
          globalSetup: ['sandbox/src/browser/start-lived-in-shop.ts'],
          maxWorkers: 2,
          ...within(600),
        },
      },
    ],
  },
});
