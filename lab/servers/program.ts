/** Settings of the small programs in Go, Java and Python, with real paths. */
import path from 'node:path';
import type { ProgramOptions } from '../scenario.ts';
import type { ServerContext } from './server.ts';

export function programSettings(options: ProgramOptions, context: ServerContext): object {
  const file = (name: string) => path.join(context.pki, name);
  const cert = options.cert ?? 'api';
  return {
    listen: `${context.address}:${context.port}`,
    address: context.address,
    port: context.port,
    cert: file(`${cert}.chain.pem`),
    key: file(`${cert}.key`),
    mode: options.mode ?? '',
    names: options.names ?? [],
    clientCa: options.clientCa ? file(`${options.clientCa}.pem`) : '',
    min: options.min ?? '',
    max: options.max ?? '',
    ciphers: options.ciphers ?? [],
    alpn: options.alpn ?? ['http/1.1'],
  };
}
