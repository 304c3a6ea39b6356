/** A DNS server on loopback that knows the scenario's names and nothing else. */
import dgram from 'node:dgram';

export interface Dns {
  stop(): void;
}

/** Answers A questions from `hosts` (name to real address); anything else does not exist. */
export async function startDns(address: string, hosts: ReadonlyMap<string, string>): Promise<Dns> {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (query, from) => {
    const answer = respond(query, hosts);
    if (answer) socket.send(answer, from.port, from.address);
  });
  socket.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(53, address, resolve);
  });
  return { stop: () => socket.close() };
}

function respond(query: Buffer, hosts: ReadonlyMap<string, string>): Buffer | null {
  const labels: string[] = [];
  let at = 12;
  for (;;) {
    const length = query[at];
    if (length === undefined || length > 63) return null;
    at += 1;
    if (length === 0) break;
    labels.push(query.subarray(at, at + length).toString('latin1'));
    at += length;
  }
  const question = query.subarray(12, at + 4);
  const isA = query.readUInt16BE(at) === 1;
  const address = hosts.get(labels.join('.').toLowerCase());
  const answers = address !== undefined && isA ? 1 : 0;
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(address === undefined ? 0x8183 : 0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers, 6);
  if (!answers) return Buffer.concat([header, question]);
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4]);
  return Buffer.concat([header, question, record, Buffer.from(address!.split('.').map(Number))]);
}
