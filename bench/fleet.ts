/** A large configuration, as a hosting company has it: one file per virtual host, each proxying over TLS. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Fleet {
  /** The main file. */
  readonly main: string;
  readonly files: number;
  readonly bytes: number;
}

/**
 * How many hosts have a fault that lint reports: none; every twentieth, of several
 * kinds in turn; or each, where one location sends no server name. Or no fault, and
 * hosts with a group of their own and a file that all of them include.
 */
export type Faults = 'none' | 'some' | 'each' | 'grouped';

/**
 * Writes `nginx.conf` and one file per host in `conf.d/`, with two locations per host
 * that proxy over TLS. No certificate is named, so none is loaded: `nginx -t` spends its
 * time on its own reading and on making an SSL context for each location.
 */
export function makeFleet(
  dir: string,
  { hosts, faults = 'each' }: { readonly hosts: number; readonly faults?: Faults },
): Fleet {
  mkdirSync(path.join(dir, 'conf.d'), { recursive: true });
  const main = path.join(dir, 'nginx.conf');
  let bytes = 0;
  const write = (file: string, text: string): void => {
    writeFileSync(file, text);
    bytes += Buffer.byteLength(text);
  };
  write(main, mainFile(dir));
  const grouped = faults === 'grouped';
  if (grouped) write(path.join(dir, 'tls.inc'), SHARED);
  for (let i = 0; i < hosts; i++) {
    write(
      path.join(dir, `conf.d/host${String(i).padStart(6, '0')}.conf`),
      grouped ? hostWithGroup(i) : virtualHost(i, settingsOf(i, faults)),
    );
  }
  return { main, files: hosts + (grouped ? 2 : 1), bytes };
}

function mainFile(dir: string): string {
  return `daemon off;
pid ${dir}/nginx.pid;
error_log stderr;
events {
    worker_connections 1024;
}
http {
    access_log off;
    server_names_hash_max_size 65536;
    server_names_hash_bucket_size 128;
    proxy_headers_hash_max_size 1024;
    proxy_headers_hash_bucket_size 128;
    include conf.d/*.conf;
}
`;
}

/** What stands in the second location of a faulty host, in turn; nginx accepts all of it. */
const FAULTS: readonly (readonly string[])[] = [
  ['proxy_ssl_server_name off;'],
  ['proxy_ssl_protocols TLSv1 TLSv1.1 TLSv1.2;'],
  ['proxy_ssl_ciphers "DEFAULT@SECLEVEL=0";'],
  ['grpc_ssl_verify_depth 3;'],
];

/** What the second location says of TLS. */
function settingsOf(i: number, faults: Faults): readonly string[] {
  if (faults === 'each') return [];
  const faulty = faults === 'some' && i % 20 === 7;
  const fault = faulty ? (FAULTS[Math.floor(i / 20) % FAULTS.length] ?? []) : [];
  const named = fault.some((line) => line.includes('server_name'));
  return [
    ...(named ? [] : ['proxy_ssl_server_name on;']),
    `proxy_ssl_name api${i}.internal.example.com;`,
    ...fault,
  ];
}

function virtualHost(i: number, settings: readonly string[]): string {
  return `server {
    listen 127.0.0.1:18443;
    server_name host${i}.example.com; # customer ${i}
    location / {
        proxy_pass https://127.0.1.${i % 250}:8443;
        proxy_ssl_server_name on;
        proxy_ssl_name backend${i}.internal.example.com;
        proxy_set_header Host $host;
    }
    location /api/ {
        proxy_pass https://127.0.2.${i % 250}:9443/v2/;
        proxy_set_header X-Request-Id "$request_id";${settings.map((line) => `\n        ${line}`).join('')}
    }
}
`;
}

const SHARED = `proxy_ssl_server_name on;
proxy_set_header Host $host;
proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
`;

function hostWithGroup(i: number): string {
  return `upstream api${i} {
    server 127.0.1.${i % 250}:8443;
    server 127.0.2.${i % 250}:8443 backup;
}
server {
    listen 127.0.0.1:18443;
    server_name host${i}.example.com;
    location / {
        proxy_pass https://api${i};
        proxy_ssl_name api${i}.internal.example.com;
        include tls.inc;
    }
    location = /health { return 204; }
}
`;
}
