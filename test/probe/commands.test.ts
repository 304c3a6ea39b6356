import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { curlCommand, sClientCommand, shellWord } from '../../src/probe/commands.ts';
import { bareQuestion } from '../../src/probe/question.ts';

const base = bareQuestion(null, { clientHost: null, securityLevel: 2 });

describe('commands to hand over', () => {
  it('send no server name where nginx sends none', () => {
    expect(sClientCommand(base, '10.0.4.22:443', null, '3.0.13')).toBe(
      'openssl s_client -connect 10.0.4.22:443 -noservername -min_protocol TLSv1.2 -max_protocol TLSv1.3 -cipher DEFAULT:@SECLEVEL=2 </dev/null',
    );
    expect(curlCommand(base, '10.0.4.22:443', null, 'api')).toBe(
      "curl -v -I --no-alpn --tlsv1.2 --tls-max 1.3 --ciphers DEFAULT:@SECLEVEL=2 -k -H 'Host: api' https://10.0.4.22:443/",
    );
    // With a host name curl would send one.
    expect(curlCommand(base, 'api.example.com:443', null, null)).toBeNull();
  });

  it('verify as nginx does', () => {
    const question = {
      ...base,
      sni: 'api.example.com',
      checkedName: 'api.example.com',
      versions: ['TLSv1', 'TLSv1.2'] as const,
      identity: { certificate: '/c.pem', key: '/k.pem', passwordFile: '/p' },
    };
    const verification = { trusted: '/ca.pem', crl: '/crl.pem', depth: 1 };
    const command = sClientCommand(question, '[::1]:443', verification, '3.0.13');
    expect(command).toContain('-connect [::1]:443 -servername api.example.com');
    expect(command).toContain('-no_tls1_1');
    expect(command).toContain('-verify 1 -CAfile /ca.pem -no-CApath -no-CAstore');
    const older = sClientCommand(question, '[::1]:443', verification, '1.1.1w');
    expect(older).not.toContain('-no-CAstore');
    expect(command).toContain('-CRL /crl.pem -crl_check_all -verify_hostname api.example.com');
    expect(command).toContain('-cert /c.pem -key /k.pem -pass file:/p');
    // curl knows the lowest and the highest version alone.
    expect(curlCommand(question, '10.0.4.22:443', verification, null)).toBeNull();
    const whole = { ...question, versions: ['TLSv1.2'] as const };
    expect(curlCommand(whole, '10.0.4.22:443', verification, null)).toContain(
      '--connect-to api.example.com:443:10.0.4.22:443 https://api.example.com:443/',
    );
  });

  it('cannot be turned into other commands', () => {
    for (const nasty of ["a'; rm -rf /; '", '$(id)', '`id`', 'a b', '!x', '', '-x\n', '*', '~'])
      expect(execFileSync('sh', ['-c', `printf %s ${shellWord(nasty)}`]).toString()).toBe(
        nasty.replace('\n', '?'),
      );
  });

  it('say nothing where the tool cannot ask', () => {
    expect(
      sClientCommand({ ...base, proxyProtocol: true }, '10.0.4.22:443', null, '3.0.13'),
    ).toBeNull();
    expect(curlCommand({ ...base, proxyProtocol: true }, '10.0.4.22:443', null, null)).toBeNull();
  });
});
