/** The last line of a test run, from vitest's own report: "N passed, N failed, N skipped". */
import { existsSync, readFileSync } from 'node:fs';

/** Says nothing when vitest did not come as far as its report. */
export function closingLine(report) {
  if (!existsSync(report)) return;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  // A file that could not even be loaded has no tests to count.
  const broken = testResults.filter(
    (f) => f.status === 'failed' && f.assertionResults.length === 0,
  );
  const failed = numFailedTests + broken.length;
  console.log(
    `\n${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped`,
  );
}
