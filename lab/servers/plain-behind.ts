/** The plain HTTP server that TLS terminators (stunnel, hitch) stand in front of. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Running } from './server.ts';
import { PROOF } from './server.ts';

export async function plainBehind(): Promise<Running & { port: number }> {
  const server = http.createServer((request, response) => {
    request.resume();
    response.end(`${PROOF}\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    server.closeAllConnections();
    server.close();
  };
  return { port, log: () => '', stop };
}
