/** Synthetic secrets in the places where real ones stand. Assembled at run time, so that no scanner takes this file for a leak. */

import { FURTHER_PLACES } from './further-places.ts';
import { base64, chars, DIGITS, HEX, jwt, LOWER, type Make, random, UPPER } from './random.ts';

export interface Planted {
  readonly text: string;
  readonly secret: string;
  readonly where: string;
}

/** Tokens that are known by their form. */
const TOKENS: Readonly<Record<string, Make>> = {
  'github classic': (n) => `gh${'p'}_${chars(n, 36)}`,
  'github app': (n) => `gh${'s'}_${chars(n, 36)}`,
  'github fine-grained': (n) => `github_${'pat'}_${chars(n, 22)}_${chars(n, 59)}`,
  gitlab: (n) => `glpa${'t'}-${chars(n, 20)}`,
  'slack bot': (n) => `xox${'b'}-${chars(n, 11, DIGITS)}-${chars(n, 24)}`,
  'slack app': (n) => `xap${'p'}-1-${chars(n, 11)}-${chars(n, 40)}`,
  google: (n) => `AI${'za'}${chars(n, 35)}`,
  'google oauth': (n) => `ya${'29'}.${chars(n, 60)}`,
  stripe: (n) => `sk_${'live'}_${chars(n, 24)}`,
  sendgrid: (n) => `S${'G'}.${chars(n, 22)}.${chars(n, 43)}`,
  npm: (n) => `np${'m'}_${chars(n, 36)}`,
  openai: (n) => `s${'k'}-${chars(n, 48)}`,
  vault: (n) => `hv${'s'}.${chars(n, 40)}`,
  'digital ocean': (n) => `do${'p'}_v1_${chars(n, 64, HEX)}`,
  telegram: (n) => `${chars(n, 9, '123456789')}:${'AA'}${chars(n, 33)}`,
  aws: (n) => `AK${'IA'}${chars(n, 16, UPPER + DIGITS)}`,
  arn: (n) => `ar${'n'}:aws:iam::${chars(n, 12, DIGITS)}:role/${chars(n, 10, LOWER)}`,
  jwt,
};

/** Where a token stands that is known by its form. */
const ANYWHERE: Readonly<Record<string, (secret: string) => string>> = {
  'a comment': (s) => `    # old: ${s}\n`,
  'a header nginx sets': (s) => `        proxy_set_header X-Thing "${s}";\n`,
  'a request line': (s) =>
    `2026/11/21 07:27:09 [error] 7#7: *1 upstream timed out (110: Connection timed out) while SSL handshaking to upstream, client: 10.0.0.1, server: a, request: "GET /cb/${s}?x=1 HTTP/1.1", upstream: "https://10.0.0.2:443/cb/${s}?x=1", host: "a"\n`,
  json: (s) => `{"value":"${s}"}\n`,
};

/** Values without a form of their own, which their place makes secrets. */
const VALUES: readonly Make[] = [
  (n) => chars(n, 12),
  (n) => chars(n, 32, HEX),
  (n) => `${chars(n, 3, LOWER)}-${chars(n, 6)}!${chars(n, 2, DIGITS)}`,
  (n) => chars(n, 9, LOWER),
];
const PLACES: Readonly<Record<string, (secret: string) => string>> = {
  'bearer header': (s) => `proxy_set_header Authorization "Bearer ${s}9Z";\n`,
  'api key header': (s) => `proxy_set_header X-Api-Key ${s};\n`,
  'api key header, quoted': (s) => `proxy_set_header "X-API-KEY" '${s}';\n`,
  'grpc token header': (s) => `grpc_set_header x-auth-token "${s}";\n`,
  'fastcgi password': (s) => `fastcgi_param DB_PASSWORD "${s}";\n`,
  'uwsgi secret': (s) => `uwsgi_param APP_SECRET ${s};\n`,
  'environment of nginx': (s) => `env API_TOKEN=${s};\n`,
  'set variable': (s) => `set $api_token "${s}";\n`,
  'compared header': (s) => `if ($http_x_api_key != "${s}") { return 403; }\n`,
  'compared argument': (s) => `if ($arg_token = ${s}) { return 403; }\n`,
  'map of keys': (s) => `map $http_x_api_key $ok {\n    default 0;\n    "${s}" 1;\n}\n`,
  'secure link': (s) => `secure_link_secret ${s};\n`,
  'secure link md5': (s) => `secure_link_md5 "$secure_link_expires$uri$remote_addr ${s}";\n`,
  postgres: (s) => `DATABASE_URL=postgres://app:${s}@db.internal:5432/app\n`,
  redis: (s) => `redis://:${s}@cache.internal:6379/0\n`,
  mongodb: (s) => `mongodb+srv://root:${s}@cluster0.example.net/?retryWrites=true\n`,
  'git over https': (s) => `proxy_pass https://deploy:${s}@git.example.com/repo;\n`,
  'query of a request': (s) =>
    `request: "GET /v1/x?page=2&access_token=${s}&lang=de HTTP/1.1", upstream: "https://10.0.0.2:443/v1/x?page=2&access_token=${s}&lang=de"\n`,
  'password of a query': (s) => `"GET /login?user=bob&password=${s} HTTP/1.1" 200\n`,
  'referrer with signature': (s) => `referrer: "https://a.example.com/f?sig=${s}"\n`,
  cookie: (s) => `> Cookie: theme=dark; session=${s}; lang=de\n`,
  'cookie behind an empty one': (s) => `Cookie: a=; b=""; session=${s}\n`,
  'cookie behind a variable': (s) => `proxy_set_header Cookie "lang=$lang; session=${s}; x=y";\n`,
  'cookie in quotes': (s) => `Cookie: session="${s}"; a=b\n`,
  'set-cookie': (s) => `< Set-Cookie: sid=${s}; Path=/; HttpOnly\n`,
  'cookie header of nginx': (s) => `proxy_set_header Cookie "session=${s}";\n`,
  'environment file': (s) => `SECRET_KEY_BASE=${s}\n`,
  yaml: (s) => `  password: ${s}\n`,
  'yaml, quoted': (s) => `    clientSecret: '${s}'\n`,
  'json password': (s) => `{"user":"bob","password":"${s}"}\n`,
  'json in json': (s) => `{"log":"{\\"api_key\\":\\"${s}\\"}"}\n`,
  ini: (s) => `aws_secret_access_key = ${s}\n`,
  'connection string': (s) => `Server=db;Database=a;User Id=sa;Password=${s};Encrypt=true\n`,
  'azure storage': (s) => `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${s};\n`,
  'curl user': (s) => `curl -v -u bob:${s} https://api.example.com/\n`,
  'command line': (s) => `mysql --password=${s} -h db\n`,
  'openssl pass': (s) => `openssl s_client -cert c.pem -key k.pem -pass pass:${s} -connect a:443\n`,
  'redis configuration': (s) => `requirepass ${s}\n`,
  'curl header': (s) => `> X-Api-Key: ${s}\n`,
  'header of an api': (s) => `< X-Auth-Token: ${s}\n`,
};

const SPECIAL: readonly {
  readonly where: string;
  readonly make: (n: () => number) => readonly [string, string];
}[] = [
  {
    where: 'basic header',
    make: (n) => {
      const s = base64(`bob:${chars(n, 12)}`);
      return [s, `proxy_set_header Authorization "Basic ${s}";\n`];
    },
  },
  {
    where: 'basic header of curl',
    make: (n) => {
      const s = base64(`bob:${chars(n, 12)}`);
      return [s, `> Authorization: Basic ${s}\n`];
    },
  },
  {
    where: 'master key of s_client',
    make: (n) => {
      const s = chars(n, 96, `${DIGITS}ABCDEF`);
      return [
        s,
        `    Session-ID: ${chars(n, 64, `${DIGITS}ABCDEF`)}\n    Session-ID-ctx: \n    Master-Key: ${s}\n    PSK identity: None\n`,
      ];
    },
  },
  {
    where: 'resumption secret of s_client',
    make: (n) => {
      const s = chars(n, 96, `${DIGITS}ABCDEF`);
      return [s, `    Resumption PSK: ${s}\n    PSK identity hint: None\n`];
    },
  },
  {
    where: 'session ticket of s_client',
    make: (n) => {
      const s = Array.from({ length: 16 }, () => chars(n, 2, HEX)).join(' ');
      return [
        s,
        `    TLS session ticket:\n    0000 - ${s}   ................\n    0010 - ${s}   ................\n\n    Start Time: 1\n`,
      ];
    },
  },
  {
    where: 'key log',
    make: (n) => {
      const s = chars(n, 96, HEX);
      return [s, `CLIENT_RANDOM ${chars(n, 64, HEX)} ${s}\n`];
    },
  },
  {
    where: 'htpasswd',
    make: (n) => {
      const s = `${chars(n, 8)}$${chars(n, 22)}`;
      return [s, `bob:$apr${1}$${s}\n`];
    },
  },
  {
    where: 'bcrypt',
    make: (n) => {
      const s = chars(n, 53);
      return [s, `alice:$2${'y'}$10$${s}\n`];
    },
  },
  {
    where: 'slack webhook',
    make: (n) => {
      const s = `T${chars(n, 8, UPPER)}/B${chars(n, 8, UPPER)}/${chars(n, 24)}`;
      return [s, `proxy_pass https://hooks.${'slack'}.com/services/${s};\n`];
    },
  },
  ...['', 'RSA ', 'EC ', 'ENCRYPTED ', 'OPENSSH '].flatMap((type) =>
    [
      (body: string) => body,
      (body: string) => body.replaceAll('\n', '\\n'),
      (body: string) => body.replace(/^/gm, '    > '),
      (body: string) => body.slice(0, body.indexOf('-----END')),
    ].map((shape, i) => ({
      where: `${type}private key, form ${i}`,
      make: (n: () => number): readonly [string, string] => {
        const lines = Array.from({ length: 5 }, () => chars(n, 64));
        const mark = (word: string) => `-----${word} ${type}PRIVATE ${'KEY'}-----`;
        return [lines[2]!, `${shape(`${mark('BEGIN')}\n${lines.join('\n')}\n${mark('END')}`)}\n`];
      },
    })),
  ),
];

/** Secrets with the text around them; more than seven hundred. */
export function plantedSecrets(): Planted[] {
  const next = random(40);
  const planted: Planted[] = [];
  for (const [name, make] of Object.entries(TOKENS))
    for (const [place, wrap] of Object.entries(ANYWHERE)) {
      const secret = make(next);
      planted.push({ secret, text: wrap(secret), where: `${name} in ${place}` });
    }
  for (const [place, wrap] of Object.entries(PLACES))
    VALUES.forEach((make, i) => {
      const secret = make(next);
      planted.push({ secret, text: wrap(secret), where: `${place}, value ${i}` });
    });
  for (const { where, make } of SPECIAL)
    for (let i = 0; i < 4; i++) {
      const [secret, text] = make(next);
      planted.push({ secret, text, where });
    }
  for (const { where, make, text } of FURTHER_PLACES)
    for (let i = 0; i < 5; i++) {
      const secret = make(next);
      planted.push({ secret, text: `${text(secret)}\n`, where });
    }
  return planted;
}
