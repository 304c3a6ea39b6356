import { describe, expect, it } from 'vitest';
import pkg from '../../package.json' with { type: 'json' };
import { VERSION } from '../../src/version.ts';
import { alert40 } from './run.ts';

describe('alert40', () => {
  it('knows its version', async () => {
    expect(VERSION).toBe(pkg.version);
    for (const flag of ['--version', '-V']) {
      expect(await alert40([flag])).toEqual({ code: 0, out: `${VERSION}\n`, err: '' });
    }
  });

  it('shows every command on one screen', async () => {
    const { code, out } = await alert40(['--help']);
    expect(code).toBe(0);
    expect(out).toContain('diagnose [LOG...]');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('answers an unknown option in one line, with what was meant', async () => {
    const { code, out, err } = await alert40(['diagnose', '--colour', 'never']);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toBe(
      "alert40: unknown option '--colour' (Did you mean --color?) (alert40 diagnose --help)\n",
    );
  });
});
