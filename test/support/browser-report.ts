/** The run's last lines: how many passed and failed, and why each test that did not run did not. */
import type { FullResult, Reporter, Suite, TestCase } from '@playwright/test/reporter';

export default class ClosingLine implements Reporter {
  private tests: TestCase[] = [];

  onBegin(_config: unknown, suite: Suite): void {
    this.tests = suite.allTests();
  }

  onEnd(result: FullResult): void {
    const number = (outcome: ReturnType<TestCase['outcome']>): number =>
      this.tests.filter((test) => test.outcome() === outcome).length;
    const skipped = this.tests.filter((test) => test.outcome() === 'skipped');
    for (const test of skipped) {
      const why = test.annotations.find(({ type }) => type === 'skip')?.description;
      process.stdout.write(`Skipped: ${test.title}: ${why ?? 'an earlier failure ended the run'}.\n`);
    }
    process.stdout.write(
      `End to end: ${number('expected')} passed, ${number('unexpected')} failed, ${skipped.length} skipped, in ${Math.round(result.duration / 1000)} s.\n`,
    );
  }

  printsToStdio(): boolean {
    return false;
  }
}
