/** `--ca`, `--client-certificate`, `--client-key`, `--resolver`: looked at before they are written anywhere. */
import { isIPv4, isIPv6 } from 'node:net';
import path from 'node:path';
import type { StatedFiles } from '../causes/stated.ts';
import { fileMessage } from '../nginx/problems.ts';
import { readNamedFiles } from '../node/certificates.ts';
import { disk } from '../node/disk.ts';
import { Problem } from '../node/problem.ts';
import { message } from '../text/message.ts';

interface Stated {
  readonly ca?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
}

/** Absolute, since nginx resolves names against its own folder. Throws a `Problem` for a file that cannot be meant. */
export function statedFiles({ ca, clientCertificate, clientKey }: Stated): StatedFiles {
  if (clientCertificate === undefined && clientKey !== undefined)
    throw new Problem(message('cli.client-key-alone'));
  return {
    ca: ca === undefined ? null : holding('certificate', ca),
    client:
      clientCertificate === undefined
        ? null
        : {
            certificate: holding('certificate', clientCertificate),
            key: holding('key', clientKey ?? clientCertificate),
          },
  };
}

function holding(what: 'certificate' | 'key', given: string): string {
  const file = path.resolve(given);
  const read = disk.read(file);
  if ('error' in read) throw new Problem(fileMessage(read.error, given));
  const facts = readNamedFiles([{ written: file, passwordFiles: [] }], '/').get(file);
  if (what === 'certificate' && facts?.certificates.length === 0)
    throw new Problem(message('cli.no-certificate-in', { file: given }));
  if (what === 'key' && facts?.keys.length === 0)
    throw new Problem(message('cli.no-key-in', { file: given }));
  return file;
}

/** In the form that nginx takes: an address or a name, perhaps with a port. Throws a `Problem` for anything else. */
export function statedResolver(given: string): string {
  const bare = given.replace(/^\[(.*)\]$/, '$1');
  if (isIPv6(bare)) return `[${bare}]`;
  const [, six, host, port] = /^(?:\[([^\]]+)\]|([\w.-]+))(?::(\d{1,5}))?$/.exec(given) ?? [];
  const fits = six === undefined ? isNameserver(host ?? '') : isIPv6(six);
  if (!fits || (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65535)))
    throw new Problem(message('cli.bad-resolver', { value: given }));
  return given;
}

/** An address, or a name that is none: `10.0.0` and `300.1.1.1` are neither. */
function isNameserver(host: string): boolean {
  if (/^[\d.]+$/.test(host)) return isIPv4(host);
  return /^[A-Za-z0-9_]([\w-]*)(\.[\w-]+)*\.?$/.test(host);
}
