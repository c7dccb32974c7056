import { defineConfig, devices } from '@playwright/test';
import { browserArguments, findBrowser } from './test/support/browser-found.ts';

// Null only before global setup has installed one; workers read this file again after it.
const browser = findBrowser();

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  globalSetup: './test/support/browser-setup.ts',
  reporter: [['list'], ['./test/support/browser-report.ts']],
  workers: 1,
  retries: 0,
  forbidOnly: true,
  // Generous: what is checked is what happens, not how fast a busy machine is.
  timeout: 240_000,
  expect: { timeout: 45_000 },
  use: {
    locale: 'en-US',
    timezoneId: 'America/New_York',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  projects: [
    {
      name: 'chromium',
      testIgnore: '**/electron.spec.ts',
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 1440, height: 900 },
        launchOptions: {
          args: [...browserArguments],
          ...(browser === null ? {} : { executablePath: browser }),
        },
      },
    },
    { name: 'electron', testMatch: '**/electron.spec.ts' },
  ],
});
