/** Captures what each release offers in its ClientHello: by default, and with some versions asked for. */
import path from 'node:path';
import type { AtlasEntry } from '../src/tls/atlas.ts';
import type { ClientHello } from '../src/tls/client-hello.ts';
import { Bench } from './bench.ts';
import { configOf } from './frame.ts';
import { Addresses, takeLane } from './lane.ts';
import type { Named } from './load.ts';
import { REPOSITORY, WORK } from './paths.ts';
import { ensurePki } from './pki.ts';
import type { Release } from './releases.ts';

/** Where the captured data stands in the source. */
export const ATLAS_FILE = path.join(REPOSITORY, 'src/tls/atlas-data.ts');

const MODULES = ['proxy', 'grpc', 'uwsgi', 'stream'] as const;
const PASSES = {
  proxy: 'proxy_pass https://10.0.4.22:443;',
  grpc: 'grpc_pass grpcs://10.0.4.22:443;',
  uwsgi: 'uwsgi_pass suwsgi://10.0.4.22:443;',
  stream: 'proxy_ssl on; proxy_pass 10.0.4.22:443;',
};

const PROTOCOLS: Readonly<Record<AtlasEntry['protocols'], string>> = {
  default: '',
  'tls12-tls13': 'TLSv1.2 TLSv1.3',
  all: 'TLSv1 TLSv1.1 TLSv1.2 TLSv1.3',
  tls12: 'TLSv1.2',
  tls13: 'TLSv1.3',
};

function scenarioOf(module: AtlasEntry['module'], protocols: AtlasEntry['protocols']): Named {
  const family = module === 'stream' ? 'proxy' : module;
  const named = PROTOCOLS[protocols];
  const set = named === '' ? '' : `${family}_ssl_protocols ${named};`;
  const body = `${PASSES[module]} ${set}`;
  const files: Record<string, string> =
    module === 'stream'
      ? { 'stream.d/a.conf': `server { listen 80; ${body} }\n` }
      : { 'conf.d/a.conf': `server { listen 80; location / { ${body} } }\n` };
  return {
    id: `atlas/${module}`,
    cause: 'control',
    title: 'A ClientHello.',
    files,
    upstreams: [{ at: '10.0.4.22:443', kind: 'raw', does: 'close-after-hello' }],
  };
}

/** One entry per release, module and setting, in that order. */
export async function captureAtlas(releases: readonly Release[]): Promise<AtlasEntry[]> {
  const pki = await ensurePki();
  const lane = await takeLane();
  const entries: AtlasEntry[] = [];
  try {
    for (const release of releases)
      for (const module of MODULES)
        for (const protocols of Object.keys(PROTOCOLS) as AtlasEntry['protocols'][]) {
          const scenario = scenarioOf(module, protocols);
          const dir = path.join(WORK, `atlas-${process.pid}`);
          const bench = new Bench(scenario, new Addresses(lane, 1), dir, pki);
          try {
            await bench.open();
            const [hello] = await bench.capture(release, configOf(scenario, release));
            if (!hello) throw new Error(`no ClientHello from nginx ${release.nginx}, ${module}`);
            entries.push(entryOf(release, module, protocols, hello));
          } finally {
            await bench.close();
          }
        }
  } finally {
    lane.free();
  }
  return entries;
}

function entryOf(
  release: Release,
  module: AtlasEntry['module'],
  protocols: AtlasEntry['protocols'],
  hello: ClientHello,
): AtlasEntry {
  return {
    nginx: release.nginx,
    openssl: release.openssl,
    module,
    protocols,
    versions: hello.versions,
    suites: hello.suites,
    groups: hello.groups,
    keyShares: hello.keyShares.map((k) => k.group),
    signatureAlgorithms: hello.signatureAlgorithms,
    alpn: hello.alpn,
    extensions: hello.extensions,
    size: hello.size,
  };
}

/** The source of `atlas-data.ts`. Lists that several entries share are written once. */
export function atlasSource(entries: readonly AtlasEntry[]): string {
  const shared = new Map<string, string>();
  const name = (prefix: string, list: readonly number[]) => {
    const text = `[${list.map((n) => `0x${n.toString(16).padStart(4, '0')}`).join(', ')}]`;
    const key = `${prefix} ${text}`;
    if (!shared.has(key)) {
      const index = [...shared.keys()].filter((k) => k.startsWith(`${prefix} `)).length + 1;
      shared.set(key, `${prefix}_${index}`);
    }
    return shared.get(key)!;
  };
  const rows = entries.map(
    (e) =>
      `  { nginx: '${e.nginx}', openssl: '${e.openssl}', module: '${e.module}', protocols: '${e.protocols}', versions: ${name('VERSIONS', e.versions)}, suites: ${name('SUITES', e.suites)}, groups: ${name('GROUPS', e.groups)}, keyShares: ${name('SHARES', e.keyShares)}, signatureAlgorithms: ${name('SIGNATURES', e.signatureAlgorithms)}, alpn: ${JSON.stringify(e.alpn).replaceAll('"', "'")}, extensions: ${name('EXTENSIONS', e.extensions)}, size: ${e.size} },`,
  );
  const lists = [...shared].map(
    ([key, id]) => `const ${id}: readonly number[] = ${key.slice(key.indexOf(' ') + 1)};`,
  );
  return `/** Captured by \`npm run lab -- atlas\`; not written and not formatted by hand. */
import type { AtlasEntry } from './atlas.ts';

${lists.join('\n')}

export const ATLAS: readonly AtlasEntry[] = [
${rows.join('\n')}
];
`;
}
