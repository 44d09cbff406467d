import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, $schema: undefined, swcrc: false }] },
  // Against a hang, not a measure of speed: a loaded machine takes as long as it takes.
  testTimeout: 600_000,
  // Each file leaves its modules behind in the process that ran it, and some hundred of them are more than a heap: workers, never
  // this process itself (as one worker would), and a new one when the old one is full.
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
  reporters: ['default', '<rootDir>/test/support/plainReporter.mjs'],
  globalSetup: '<rootDir>/test/support/startCluster.mjs',
  globalTeardown: '<rootDir>/test/support/stopCluster.mjs',
};
