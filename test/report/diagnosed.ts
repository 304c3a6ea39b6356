/** Diagnoses of written-down logs and configurations, for the reports to show. */
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import type { Diagnosis } from '../../src/diagnosis/model.ts';
import { IncidentCollector } from '../../src/log/incidents.ts';
import { LogScanner } from '../../src/log/scanner.ts';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { upstreamPaths } from '../../src/upstream/paths.ts';

const VERSIONS = { nginx: '1.22.1', openssl: '3.0.19', from: 'binary' } as const;

/** The diagnosis of a log against the main file `nginx.conf`. */
export function diagnosed(
  log: string,
  files: Readonly<Record<string, string>>,
  statedName: string | null = null,
): Diagnosis {
  const collector = new IncidentCollector();
  const scanner = new LogScanner({ input: 'error.log', onEvent: (e) => collector.add(e) });
  scanner.push(new TextEncoder().encode(log));
  const { lines, bytes, events } = scanner.end();
  const config = loadConfig('nginx.conf', memoryFiles(files));
  const paths = upstreamPaths(config, VERSIONS);
  return diagnose({
    incidents: collector.finish(),
    config,
    paths,
    versions: VERSIONS,
    statedName,
    read: { lines, bytes, failures: events, files: config.files.size, locations: paths.length },
    now: '2026-03-14T12:00:00Z',
  });
}

/** A handshake failure with this alert, for `server`, towards `upstream`. */
export function failure(
  time: string,
  server: string,
  upstream: string,
  alert: readonly [code: string, text: string, number: number] = [
    '0A000410',
    'sslv3 alert handshake failure',
    40,
  ],
): string {
  const [code, text, number] = alert;
  return `2026/03/14 ${time} [error] 11#11: *7 SSL_do_handshake() failed (SSL: error:${code}:SSL routines::${text}:SSL alert number ${number}) while SSL handshaking to upstream, client: 10.0.1.55, server: ${server}, request: "POST /v2/ingest HTTP/1.1", upstream: "${upstream}", host: "${server}"\n`;
}

/** Two servers: one whose group is sent as SNI, one that sends none; a third works on the same group. */
export const CONFIGURATION = `events {}
http {
    upstream pool {
        server 10.0.4.22:443;
        server 10.0.4.23:443;
    }
    server {
        server_name api.example.com;
        location /v2/ {
            proxy_pass https://10.0.9.9;
        }
    }
    server {
        server_name shop.example.com www.shop.example.com;
        location / {
            proxy_pass https://pool;
            proxy_ssl_server_name on;
        }
        location /ok/ {
            proxy_pass https://pool;
            proxy_ssl_server_name on;
            proxy_ssl_name backend.example.com;
        }
    }
}
`;

export const LOG = [
  failure('03:41:22', 'api.example.com', 'https://10.0.9.9:443/v2/ingest'),
  failure('03:44:10', 'api.example.com', 'https://10.0.9.9:443/v2/ingest'),
  failure('03:51:59', 'api.example.com', 'https://10.0.9.9:443/v2/ingest'),
  failure('03:42:00', 'shop.example.com', 'https://10.0.4.22:443/v2/ingest', [
    '0A000458',
    'tlsv1 unrecognized name',
    112,
  ]),
].join('');
