/** A large configuration, as a hosting company has it: one file per virtual host, each proxying over TLS. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Fleet {
  /** The main file. */
  readonly main: string;
  readonly files: number;
  readonly bytes: number;
}

/** Writes `nginx.conf` and one file per host in `conf.d/`, with two locations per host that proxy over TLS. */
export function makeFleet(dir: string, { hosts }: { readonly hosts: number }): Fleet {
  mkdirSync(path.join(dir, 'conf.d'), { recursive: true });
  const main = path.join(dir, 'nginx.conf');
  let bytes = 0;
  const write = (file: string, text: string): void => {
    writeFileSync(file, text);
    bytes += Buffer.byteLength(text);
  };
  write(main, mainFile(dir));
  for (let i = 0; i < hosts; i++) {
    write(path.join(dir, `conf.d/host${String(i).padStart(6, '0')}.conf`), virtualHost(i));
  }
  return { main, files: hosts + 1, bytes };
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

function virtualHost(i: number): string {
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
        proxy_set_header X-Request-Id "$request_id";
    }
}
`;
}
