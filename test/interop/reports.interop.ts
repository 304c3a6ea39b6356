/** The XML reports of `lint`, read by parsers that others wrote: JUnit's by junitparser, Checkstyle's by Python's own. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { alert40 } from '../cli/run.ts';
import { needTools, program } from './tools.ts';

const work = mkdtempSync(path.join(tmpdir(), 'alert40-reports-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Prints what it read as JSON: per suite its counts and its cases, per file its errors. */
const READERS = {
  junit: `
import json, sys
from junitparser import JUnitXml
report = JUnitXml.fromfile(sys.argv[1])
suites = [{"name": s.name, "tests": s.tests, "failures": s.failures,
           "failed": [r.message for c in s for r in c.result], "cases": len(list(s))} for s in report]
stated = [report.tests, report.failures]
report.update_statistics()
print(json.dumps({"suites": suites, "stated": stated, "counted": [report.tests, report.failures]}))
`,
  checkstyle: `
import json, sys
from xml.etree import ElementTree
root = ElementTree.parse(sys.argv[1]).getroot()
print(json.dumps([[f.get("name"), [[e.get("line"), e.get("message"), e.get("source")] for e in f]] for f in root]))
`,
};

const BAD = 'server {\n  location / {\n    proxy_pass https://api.example.com;\n  }\n}\n';

async function read(format: keyof typeof READERS) {
  const files = {
    'a.conf': BAD,
    'tag <&> "quoted".conf': BAD.replace('api.example.com', '10.0.0.1'),
    'clean.conf': 'server { listen 80; }\n',
    'binary.conf': '\0\x01\x02',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(work, name), text);
  const { out } = await alert40(['lint', '--format', format, work]);
  const report = path.join(work, 'report.xml');
  writeFileSync(report, out);
  const python = program('junitparser', 'python');
  const run = spawnSync(python, ['-c', READERS[format], report], { encoding: 'utf8' });
  rmSync(report);
  expect(run.stderr).toBe('');
  const { out: json } = await alert40(['lint', '--format', 'json', work]);
  const findings: { file: string; line: number; text: string; rule: string }[] =
    JSON.parse(json).findings;
  expect(findings.length).toBeGreaterThan(2);
  return { data: JSON.parse(run.stdout), findings };
}

describe.skipIf(!(await needTools('junitparser')))('reports', () => {
  it('JUnit: every finding is a failed case, and the totals are those of the cases', async () => {
    const { data, findings } = await read('junit');
    expect(data.stated).toEqual(data.counted);
    const failed = data.suites.flatMap((s: { failed: string[] }) => s.failed);
    expect(failed.sort()).toEqual(findings.map((f) => f.text).sort());
    for (const suite of data.suites)
      expect([suite.tests, suite.failures]).toEqual([suite.cases, suite.failed.length]);
    expect(data.suites).toHaveLength(4);
  });

  it('Checkstyle: every finding is an error of its file', async () => {
    const { data, findings } = await read('checkstyle');
    const errors = data.flatMap(([file, own]: [string, string[][]]) =>
      own.map((e) => [file, ...e].join('|')),
    );
    const expected = findings.map((f) => [f.file, f.line, f.text, `alert40.${f.rule}`].join('|'));
    expect(errors.sort()).toEqual(expected.sort());
  });
});
