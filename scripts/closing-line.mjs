/** The last line of a test run, from vitest's own report: "N passed, N failed, N skipped". */
import { existsSync, readFileSync } from 'node:fs';

/** Says nothing when vitest did not come as far as its report. */
export function closingLine(report) {
  if (!existsSync(report)) return;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  // A file that could not be loaded, or whose cleaning up failed, has no failed test to count.
  const broken = testResults.filter(
    (f) => f.status === 'failed' && f.assertionResults.every((a) => a.status !== 'failed'),
  );
  const failed = numFailedTests + broken.length;
  console.log(
    `\n${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped`,
  );
}
