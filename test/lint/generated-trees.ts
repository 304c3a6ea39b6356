/**
 * Generated nginx trees: settings at every level and in shared files, every
 * module, faults of every kind at once, and all the ways in which people write.
 * Nearly all of them are accepted by nginx. Names, addresses and files are
 * those that `fix-bench.ts` provides.
 */
import fc from 'fast-check';

type Module = 'proxy' | 'grpc' | 'uwsgi';

/** How one directive is written. */
interface Dress {
  readonly gap: string;
  readonly end: string;
  readonly quote: '' | '"' | "'";
  readonly above: string | null;
  readonly behind: string | null;
}

interface Setting {
  /** What it sets; no two of a level have the same, or nginx refuses both. */
  readonly key: string;
  readonly family: Module;
  readonly args: readonly string[];
  readonly dress: Dress;
}

interface Level {
  readonly settings: readonly Setting[];
  /** Shared file that is included here. */
  readonly snippet: number | null;
}

interface Place extends Level {
  readonly module: Module;
  readonly pass: string;
  readonly dress: Dress;
  /** What the pass stands in. */
  readonly inside: 'location' | 'if' | 'if and location' | 'limit_except' | 'file';
  readonly oneLine: boolean;
  readonly children: readonly Place[];
}

interface Server extends Level {
  readonly places: readonly Place[];
  readonly home: 'main' | 'folder';
  /** Includes the file with locations that others include, too. */
  readonly shared: boolean;
}

interface StreamServer {
  readonly pass: string;
  readonly settings: readonly Setting[];
}

interface Shape {
  readonly http: Level;
  readonly servers: readonly Server[];
  readonly streams: readonly StreamServer[];
  readonly streamSettings: readonly Setting[];
  readonly snippets: readonly (readonly Setting[])[];
  readonly sharedPlaces: readonly Place[];
  readonly indent: string;
  readonly eol: string;
  readonly bracesBelow: boolean;
}

/** Files by path, `nginx.conf` among them. */
export type Tree = Readonly<Record<string, string>>;

const COMMENTS = ['# was: proxy_ssl_verify off;', '# { not a block', '#', '# Müller’s; "quoted'];

/** Mostly nothing. */
const seldom = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: some });

const dress: fc.Arbitrary<Dress> = fc.record({
  gap: fc.oneof(
    { weight: 6, arbitrary: fc.constant(' ') },
    { weight: 2, arbitrary: fc.constantFrom('  ', '\t', '\n            ', ' # why\n   ') },
  ),
  end: fc.oneof(
    { weight: 6, arbitrary: fc.constant(';') },
    { weight: 1, arbitrary: fc.constantFrom(' ;', '\n;') },
  ),
  quote: fc.oneof(
    { weight: 5, arbitrary: fc.constant('' as const) },
    { weight: 2, arbitrary: fc.constantFrom('"' as const, "'" as const) },
  ),
  above: seldom(fc.constantFrom(...COMMENTS)),
  behind: seldom(fc.constantFrom(...COMMENTS)),
});

/** Arguments by what they set; each line is one directive, or two that nginx wants together. */
const VALUES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  server_name: [['on'], ['off'], ['off']],
  name: [['n.example.com'], ['n.example.com.'], ['api.example.com'], ['$host'], ['$proxy_host']],
  protocols: [
    ['TLSv1.2', 'TLSv1.3'],
    ['TLSv1', 'TLSv1.1', 'TLSv1.2'],
    ['TLSv1.1', 'TLSv1.2', 'TLSv1.3'],
    ['TLSv1'],
    ['TLSv1.2'],
  ],
  ciphers: [['HIGH:!aNULL'], ['ALL:@SECLEVEL=0'], ['RC4-SHA:HIGH'], ['ECDHE+AESGCM']],
  verify: [['on'], ['off']],
  verify_depth: [['0'], ['1'], ['3']],
  trusted_certificate: [['../ssl/ca.pem'], ['../ssl/deep.pem']],
  crl: [['../ssl/ca.crl']],
  certificate: [['../ssl/client.pem']],
  certificate_key: [['../ssl/client.key']],
  session_reuse: [['on'], ['off']],
  conf_command: [
    ['Options', 'UnsafeLegacyServerConnect'],
    ['MinProtocol', 'TLSv1.2'],
  ],
};
/** What nginx refuses to have alone. */
const WITH: Readonly<Record<string, readonly string[]>> = {
  verify: ['trusted_certificate'],
  certificate: ['certificate_key'],
};

const family = fc.constantFrom<Module>('proxy', 'proxy', 'proxy', 'grpc', 'uwsgi');

const group: fc.Arbitrary<readonly Setting[]> = fc
  .record({
    key: fc.constantFrom(...Object.keys(VALUES)),
    pick: fc.nat(),
    family,
    dress,
    alone: fc.nat({ max: 19 }).map((n) => n === 0),
  })
  .map(({ key, pick, alone, ...rest }) => {
    const all = VALUES[key] as readonly (readonly string[])[];
    const first = { key, args: all[pick % all.length] ?? [], ...rest };
    const others = alone ? [] : (WITH[key] ?? []);
    return [
      first,
      ...others.map((other) => ({ ...first, key: other, args: VALUES[other]?.[0] ?? [] })),
    ];
  });

const id = (s: Setting) => `${s.family} ${s.key}`;

function unique(groups: readonly (readonly Setting[])[], taken: readonly Setting[] = []) {
  const seen = new Set(taken.map(id));
  return groups.flat().filter((s) => !seen.has(id(s)) && seen.add(id(s)));
}

const settings = (maxLength: number) => fc.array(group, { maxLength }).map((all) => unique(all));

const snippet = seldom(fc.nat({ max: 1 }));

const PASSES: Readonly<Record<Module, readonly string[]>> = {
  proxy: [
    'https://api.example.com',
    'https://api.example.com',
    'https://api.example.com:8443',
    'https://api.example.com.',
    'https://10.0.4.22',
    'https://pool',
    'https://named.example.com',
    'https://$backend',
    'https://$mapped',
    'https://$host',
    'http://10.0.4.22:8080',
    '$scheme://10.0.4.22',
    'http://api.example.com:443',
  ],
  grpc: ['grpcs://api.example.com:443', 'grpcs://pool', 'grpcs://10.0.4.22:443', 'grpc://pool'],
  uwsgi: ['suwsgi://api.example.com:9446', 'suwsgi://pool', 'suwsgi://10.0.4.22:9446'],
};

const module = fc.constantFrom<Module>('proxy', 'proxy', 'proxy', 'grpc', 'uwsgi');

const place: fc.Arbitrary<Place> = fc.letrec<{ place: Place }>((tie) => ({
  place: fc
    .record({
      module,
      pick: fc.nat(),
      dress,
      inside: fc.constantFrom<Place['inside']>(
        'location',
        'location',
        'if',
        'if and location',
        'limit_except',
        'file',
      ),
      settings: settings(3),
      snippet,
      oneLine: fc.nat({ max: 4 }).map((n) => n === 0),
      children: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constant([]),
        fc.array(tie('place'), { maxLength: 2 }),
      ),
    })
    .map(({ pick, ...rest }) => {
      const all = PASSES[rest.module];
      return { ...rest, pass: all[pick % all.length] ?? '' };
    }),
})).place;

const server: fc.Arbitrary<Server> = fc.record({
  settings: settings(2),
  snippet,
  places: fc.array(place, { minLength: 1, maxLength: 3 }),
  home: fc.constantFrom<Server['home']>('main', 'folder'),
  shared: fc.boolean(),
});

const streamServer: fc.Arbitrary<StreamServer> = fc.record({
  pass: fc.constantFrom('api.example.com:443', 'pool', '10.0.4.22:443'),
  settings: settings(3),
});

const shape: fc.Arbitrary<Shape> = fc.record({
  http: fc.record({ settings: settings(2), snippet: fc.constant(null) }),
  servers: fc.array(server, { minLength: 1, maxLength: 3 }),
  streams: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(streamServer, { maxLength: 2 }) },
  ),
  streamSettings: settings(1),
  snippets: fc.tuple(settings(2), settings(2)),
  sharedPlaces: fc.array(place, { maxLength: 2 }),
  indent: fc.constantFrom('    ', '  ', '\t', ''),
  eol: fc.constantFrom('\n', '\n', '\n', '\r\n'),
  bracesBelow: fc.boolean(),
});

/** Trees for nginx with the stream module and without. */
export function trees(stream: boolean): fc.Arbitrary<Tree> {
  return shape.map((all) => new Writer(stream ? all : { ...all, streams: [] }).files());
}

/** Puts a shape into files. */
class Writer {
  readonly #shape: Shape;
  #places = 0;
  /** Files that hold a pass and nothing else. */
  readonly #passFiles: Record<string, readonly string[]> = {};

  constructor(all: Shape) {
    this.#shape = all;
  }

  files(): Tree {
    const { servers, snippets, sharedPlaces, http, streams, streamSettings } = this.#shape;
    const shared = sharedPlaces.flatMap((p) => this.#place({ ...p, snippet: null }, '/shared/'));
    const texts = servers.map((s, i) => ({ home: s.home, lines: this.#server(s, i) }));
    const inMain = texts.filter((t) => t.home === 'main').flatMap((t) => t.lines);
    const main = [
      'events {}',
      ...this.#block('http', [
        'map $http_x_zone $mapped { default api.example.com; b 10.0.4.22; }',
        'resolver 127.0.0.1;',
        'upstream pool { server 10.0.4.22:443; server 10.0.4.23:443 backup; }',
        'upstream named.example.com { server 10.0.4.22:443; }',
        ...this.#level(http),
        'include conf.d/*.conf;',
        ...inMain,
      ]),
      ...(streams.length > 0 ? this.#streams(streams, streamSettings) : []),
    ];
    const out: Record<string, readonly string[]> = { 'nginx.conf': main };
    for (const [i, own] of snippets.entries())
      out[`snippets/${i}.conf`] = own.flatMap((s) => this.#directive(s));
    out['snippets/locations.conf'] = shared;
    Object.assign(out, this.#passFiles);
    for (const [i, { home, lines }] of texts.entries())
      if (home === 'folder') out[`conf.d/${i}.conf`] = lines;
    const { eol } = this.#shape;
    return Object.fromEntries(
      Object.entries(out).map(([file, lines]) => [
        file,
        `${lines.join('\n')}\n`.replaceAll('\n', eol),
      ]),
    );
  }

  #block(head: string, body: readonly string[], oneLine = false): string[] {
    if (oneLine) return [`${head} { ${body.join(' ')} }`];
    const { indent, bracesBelow } = this.#shape;
    const open = bracesBelow ? [head, '{'] : [`${head} {`];
    return [...open, ...body.map((line) => `${indent}${line}`), '}'];
  }

  #directive({ key, family: prefix, args, dress: d }: Setting, oneLine = false): string[] {
    return dressed(`${prefix}_ssl_${key}`, args, d, oneLine);
  }

  #level({ settings: own, snippet: n }: Level, oneLine = false): string[] {
    const included = n === null ? [] : (this.#shape.snippets[n] ?? []);
    const lines = unique([own], included).flatMap((s) => this.#directive(s, oneLine));
    return n === null ? lines : [...lines, `include snippets/${n}.conf;`];
  }

  #server(s: Server, i: number): string[] {
    const places = s.places.flatMap((p) => this.#place(p, '/'));
    const shared = s.shared ? ['include snippets/locations.conf;'] : [];
    const head = [`listen 127.0.0.1:${18080 + i};`, 'set $backend api.example.com;'];
    return this.#block('server', [...head, ...this.#level(s), ...shared, ...places]);
  }

  #place(p: Place, above: string): string[] {
    const at = `${above}p${this.#places++}/`;
    const { oneLine } = p;
    const children = p.children.flatMap((c) => this.#place(c, at));
    const body = [...this.#level(p, oneLine), ...this.#pass(p)];
    // What is written on one line has no lines inside.
    return this.#block(`location ${at}`, [...body, ...children], oneLine && children.length === 0);
  }

  #pass(p: Place): string[] {
    const word = `${p.module}_pass`;
    const inside = p.module !== 'proxy' && p.inside === 'limit_except' ? 'location' : p.inside;
    switch (inside) {
      case 'file':
        this.#passFiles[`snippets/${fileOf(p.pass)}`] = [`${word} ${p.pass};`];
        return [`include snippets/${fileOf(p.pass)};`];
      case 'if':
        return this.#block('if ($args)', [`${word} ${p.pass};`], p.oneLine);
      case 'if and location':
        return [
          ...this.#block('if ($args)', [`${word} ${p.pass};`], p.oneLine),
          ...dressed(word, [PASSES[p.module][0] ?? ''], p.dress, p.oneLine),
        ];
      case 'limit_except':
        return this.#block('limit_except GET', [`${word} ${p.pass};`], p.oneLine);
      case 'location':
        return dressed(word, [p.pass], p.dress, p.oneLine);
    }
  }

  #streams(servers: readonly StreamServer[], shared: readonly Setting[]): string[] {
    // Stream has the directives of proxy, and no others.
    const own = (all: readonly Setting[]) =>
      unique([all.map((s) => ({ ...s, family: 'proxy' as const }))]).flatMap((s) =>
        s.args.includes('$proxy_host') || s.args.includes('$host') ? [] : this.#directive(s),
      );
    const all = servers.flatMap((s, i) =>
      this.#block('server', [
        `listen 127.0.0.1:${18090 + i};`,
        'proxy_ssl on;',
        ...own(s.settings),
        `proxy_pass ${s.pass};`,
      ]),
    );
    return this.#block('stream', [
      'upstream pool { server 10.0.4.22:443; }',
      ...own(shared),
      ...all,
    ]);
  }
}

const fileOf = (pass: string) => `pass-${pass.replaceAll(/\W/g, '_')}.conf`;

function dressed(name: string, args: readonly string[], d: Dress, oneLine: boolean): string[] {
  const quoted = args.map((a, i) => (i === 0 ? `${d.quote}${a}${d.quote}` : a));
  if (oneLine) return [`${[name, ...quoted].join(' ')};`];
  const text = `${name}${d.gap}${quoted.join(' ')}${d.end}`;
  const line = d.behind === null ? text : `${text} ${d.behind}`;
  return d.above === null ? [line] : [d.above, line];
}
