/** JUnit XML: one test suite a file, one failed case a finding, for Jenkins and others. */
import type { Row } from './rows.ts';
import { xml } from './xml.ts';

export function lintJunit(rows: readonly Row[], read: readonly string[]): string {
  // A file that could not be read has findings, too.
  const files = [...new Set([...read, ...rows.map((r) => r.file)])];
  const byFile = files.map((file) => ({ file, own: rows.filter((r) => r.file === file) }));
  const tests = byFile.reduce((sum, { own }) => sum + Math.max(own.length, 1), 0);
  const suites = byFile.map(({ file, own }) => suite(file, own));
  const total = `tests="${tests}" failures="${rows.length}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="alert40" ${total}>\n${suites.join('')}</testsuites>\n`;
}

function suite(file: string, rows: readonly Row[]): string {
  const cases = rows.map((r) => {
    const name = `name="${xml(`${r.rule} (${r.line}:${r.column})`)}" classname="${xml(file)}"`;
    const failure = `<failure type="${r.severity}" message="${xml(r.text)}">${xml(`${file}:${r.line}:${r.column} ${r.text}`)}</failure>`;
    return `    <testcase ${name}>${failure}</testcase>\n`;
  });
  const clean = `    <testcase name="no findings" classname="${xml(file)}"/>\n`;
  const head = `name="${xml(file)}" tests="${Math.max(rows.length, 1)}" failures="${rows.length}"`;
  return `  <testsuite ${head}>\n${cases.join('') || clean}  </testsuite>\n`;
}
