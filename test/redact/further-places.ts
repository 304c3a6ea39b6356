/** Further places where real secrets stand: found by looking for what the rules had not been written for. */
import { base64, chars, DIGITS, HEX, jwt, type Make, UPPER } from './random.ts';

export const FURTHER_PLACES: readonly {
  readonly where: string;
  readonly make: Make;
  readonly text: (secret: string) => string;
}[] = [
  {
    where: 'presigned signature',
    make: (n) => chars(n, 64, HEX),
    text: (s) =>
      `upstream: "https://10.0.0.2:443/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=A%2F20261121&X-Amz-Signature=${s}&X-Amz-Expires=300"`,
  },
  {
    where: 'presigned credential',
    make: (n) => `AK${''}IA${chars(n, 16, UPPER + DIGITS)}`,
    text: (s) => `GET /b?X-Amz-Credential=${s}%2F20261121%2Feu-west-1%2Fs3%2Faws4_request HTTP/1.1`,
  },
  {
    where: 'presigned session token',
    make: (n) => chars(n, 120),
    text: (s) => `GET /b?X-Amz-Security-Token=${s}&X-Amz-Expires=300 HTTP/1.1`,
  },
  {
    where: 'aws secret in env',
    make: (n) => chars(n, 40),
    text: (s) => `AWS_SECRET_ACCESS_KEY=${s}`,
  },
  {
    where: 'aws secret in proxy header sigv4',
    make: (n) => chars(n, 64, HEX),
    text: (s) =>
      `proxy_set_header Authorization "AWS4-HMAC-SHA256 Credential=A${'KIA'}ABCDEFGHIJKLMNOP/20261121/eu/s3/aws4_request, SignedHeaders=host, Signature=${s}";`,
  },
  {
    where: 'arn secret',
    make: (n) => chars(n, 6),
    text: (s) => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-${s}`,
  },
  { where: 'mysql', make: (n) => chars(n, 14), text: (s) => `mysql://root:${s}@10.0.0.3:3306/app` },
  { where: 'amqp', make: (n) => chars(n, 14), text: (s) => `amqps://app:${s}@mq.internal/vhost` },
  {
    where: 'jdbc',
    make: (n) => chars(n, 14),
    text: (s) => `jdbc:postgresql://db/app?user=app&password=${s}&ssl=true`,
  },
  {
    where: 'sqlserver',
    make: (n) => chars(n, 14),
    text: (s) => `sqlserver://sa:${s}@db:1433?database=x`,
  },
  {
    where: 'clickhouse',
    make: (n) => chars(n, 14),
    text: (s) => `clickhouse://default:${s}@ch:9000/db`,
  },
  {
    where: 'password with at',
    make: (n) => `${chars(n, 5)}@${chars(n, 5)}`,
    text: (s) => `postgres://app:${s}@db/app`,
  },
  {
    where: 'url encoded password',
    make: (n) => `${chars(n, 5)}%40${chars(n, 5)}`,
    text: (s) => `redis://user:${s}@cache:6379`,
  },
  {
    where: 'proxy authorization',
    make: (n) => base64(`u:${chars(n, 10)}`),
    text: (s) => `> Proxy-Authorization: Basic ${s}`,
  },
  {
    where: 'proxy_set_header proxy auth',
    make: (n) => base64(`u:${chars(n, 10)}`),
    text: (s) => `proxy_set_header Proxy-Authorization "Basic ${s}";`,
  },
  {
    where: 'digest response',
    make: (n) => chars(n, 32, HEX),
    text: (s) =>
      `Authorization: Digest username="bob", realm="x", nonce="abc", uri="/", response="${s}"`,
  },
  { where: 'jwt cookie', make: (n) => jwt(n), text: (s) => `Cookie: id=${s}` },
  { where: 'jwt query', make: (n) => jwt(n), text: (s) => `"GET /sso?id_token=${s} HTTP/1.1"` },
  {
    where: 'jwt in log host',
    make: (n) => jwt(n),
    text: (s) => `[error] 1#1: *1 upstream sent invalid header: "x: ${s}" while reading`,
  },
  {
    where: 'kubeconfig',
    make: (n) => `${chars(n, 200)}==`,
    text: (s) => `    client-key-data: ${s}`,
  },
  {
    where: 'k8s secret',
    make: (n) => base64(chars(n, 12)),
    text: (s) => `data:\n  tls.key: ${s}\n  password: ${s}`,
  },
  {
    where: 'docker auth',
    make: (n) => base64(`u:${chars(n, 12)}`),
    text: (s) => `{"auths":{"r.example":{"auth":"${s}"}}}`,
  },
  {
    where: 'netrc',
    make: (n) => chars(n, 12),
    text: (s) => `machine api.example.com login bob password ${s}`,
  },
  { where: 'pgpass', make: (n) => chars(n, 12), text: (s) => `PGPASSWORD=${s} psql -h db` },
  {
    where: 'sas',
    make: (n) => `${chars(n, 40)}%3D`,
    text: (s) => `https://a.blob.core.windows.net/c?sv=2022&sp=r&sig=${s}`,
  },
  {
    where: 'oauth body',
    make: (n) => chars(n, 24),
    text: (s) => `grant_type=client_credentials&client_id=a&client_secret=${s}`,
  },
  {
    where: 'oauth code',
    make: (n) => chars(n, 30),
    text: (s) => `"GET /callback?code=${s}&state=${'abc'} HTTP/1.1"`,
  },
  {
    where: 'basic lower',
    make: (n) => base64(`u:${chars(n, 12)}`),
    text: (s) => `authorization: basic ${s}`,
  },
  {
    where: 'fastcgi http_authorization',
    make: (n) => chars(n, 20),
    text: (s) => `fastcgi_param HTTP_AUTHORIZATION "Bearer ${s}";`,
  },
  {
    where: 'more_set_headers',
    make: (n) => chars(n, 20),
    text: (s) => `more_set_input_headers 'Authorization: Bearer ${s}';`,
  },
  {
    where: 'lua',
    make: (n) => chars(n, 20),
    text: (s) => `content_by_lua_block { local secret = "${s}" }`,
  },
  { where: 'njs', make: (n) => chars(n, 20), text: (s) => `const apiKey = '${s}';` },
  {
    where: 'map bearer',
    make: (n) => chars(n, 20),
    text: (s) => `map $http_authorization $ok { "Bearer ${s}" 1; default 0; }`,
  },
  {
    where: 'if auth',
    make: (n) => chars(n, 20),
    text: (s) => `if ($http_authorization != "Bearer ${s}") { return 401; }`,
  },
  {
    where: 'access log user url',
    make: (n) => chars(n, 10),
    text: (s) => `referrer: "https://bob:${s}@intra.example/x"`,
  },
  {
    where: 'set-cookie phpsessid',
    make: (n) => chars(n, 26),
    text: (s) => `add_header Set-Cookie "PHPSESSID=${s}; Path=/";`,
  },
  {
    where: 'proxy_cookie',
    make: (n) => chars(n, 26),
    text: (s) => `proxy_set_header Cookie "$http_cookie; sid=${s}";`,
  },
  {
    where: 'cookie if',
    make: (n) => chars(n, 26),
    text: (s) => `if ($cookie_session = "${s}") { set $a 1; }`,
  },
  {
    where: 'curl -H',
    make: (n) => chars(n, 26),
    text: (s) => `curl -H "X-Api-Key: ${s}" https://a/`,
  },
  {
    where: 'curl -H auth single',
    make: (n) => chars(n, 26),
    text: (s) => `curl -H 'Authorization: token ${s}' https://a/`,
  },
  { where: 'curl -b', make: (n) => chars(n, 26), text: (s) => `curl -b "session=${s}" https://a/` },
  {
    where: 'curl --cookie',
    make: (n) => chars(n, 26),
    text: (s) => `curl --cookie session=${s} https://a/`,
  },
  {
    where: 'curl cert pass',
    make: (n) => chars(n, 12),
    text: (s) => `curl --cert client.pem:${s} https://a/`,
  },
  {
    where: 'openssl -passin',
    make: (n) => chars(n, 12),
    text: (s) => `openssl rsa -in k.pem -passin pass:${s}`,
  },
  {
    where: 'openssl -k',
    make: (n) => chars(n, 16),
    text: (s) => `openssl enc -aes-256-cbc -k ${s} -in a`,
  },
  {
    where: 'openssl -psk',
    make: (n) => chars(n, 32, HEX),
    text: (s) => `openssl s_client -psk ${s} -connect a:443`,
  },
  {
    where: 'ssh key',
    make: (n) => chars(n, 64),
    text: (s) =>
      `-----BEGIN OPENSSH PRIVATE ${'KEY'}-----\n${'A'.repeat(64)}\n${s}\n-----END OPENSSH PRIVATE ${'KEY'}-----`,
  },
  {
    where: 'key in json',
    make: (n) => chars(n, 64),
    text: (s) =>
      `{"private_key": "-----BEGIN PRIVATE ${'KEY'}-----\\n${s}\\n-----END PRIVATE ${'KEY'}-----\\n"}`,
  },
  { where: 'wireguard', make: (n) => `${chars(n, 43)}=`, text: (s) => `PrivateKey = ${s}` },
  {
    where: 'ticket key hex',
    make: (n) => chars(n, 64, HEX),
    text: (s) => `Resumption Master Secret: ${s.toUpperCase()}`,
  },
  {
    where: 'x-forwarded auth',
    make: (n) => chars(n, 24),
    text: (s) => `proxy_set_header X-Forwarded-Access-Token ${s};`,
  },
  {
    where: 'x-vault-token',
    make: (n) => chars(n, 24),
    text: (s) => `proxy_set_header X-Vault-Token ${s};`,
  },
  { where: 'x-consul-token', make: (n) => chars(n, 36), text: (s) => `> X-Consul-Token: ${s}` },
  {
    where: 'cf access',
    make: (n) => chars(n, 40, HEX),
    text: (s) => `proxy_set_header CF-Access-Client-Secret ${s};`,
  },
  { where: 'x-goog-api-key', make: (n) => chars(n, 30), text: (s) => `> x-goog-api-key: ${s}` },
  { where: 'x-csrf', make: (n) => chars(n, 30), text: (s) => `> X-CSRF-Token: ${s}` },
  {
    where: 'google query',
    make: (n) => `AI${''}za${chars(n, 35)}`,
    text: (s) => `GET /maps?key=${s} HTTP/1.1`,
  },
  {
    where: 'api key query',
    make: (n) => chars(n, 24),
    text: (s) => `GET /x?api-key=${s}&y=1 HTTP/1.1`,
  },
  {
    where: 'apikey query 2',
    make: (n) => chars(n, 24),
    text: (s) => `GET /x?y=1&apiKey=${s} HTTP/1.1`,
  },
  {
    where: 'hash query',
    make: (n) => chars(n, 24),
    text: (s) => `GET /x?hmac=${s}&shop=a HTTP/1.1`,
  },
  { where: 'pwd query', make: (n) => chars(n, 8), text: (s) => `GET /x?u=a&pwd=${s} HTTP/1.1` },
  {
    where: 'semicolon log',
    make: (n) => chars(n, 12),
    text: (s) => `upstream: "https://svc:${s}@10.0.0.2:443/x", host: "a"`,
  },
  { where: 'ldap', make: (n) => chars(n, 12), text: (s) => `auth_ldap_binddn_passwd ${s};` },
  { where: 'auth_ldap binddn', make: (n) => chars(n, 12), text: (s) => `binddn_passwd "${s}";` },
  { where: 'redis lua auth', make: (n) => chars(n, 12), text: (s) => `red:auth("${s}")` },
  { where: 'memc', make: (n) => chars(n, 12), text: (s) => `redis2_query auth ${s};` },
  {
    where: 'postgres_server',
    make: (n) => chars(n, 12),
    text: (s) => `postgres_server 127.0.0.1 dbname=a user=b password=${s};`,
  },
  {
    where: 'drizzle',
    make: (n) => chars(n, 12),
    text: (s) => `drizzle_server 127.0.0.1:3306 dbname=a password=${s} user=u;`,
  },
  { where: 'rtmp', make: (n) => chars(n, 12), text: (s) => `push rtmp://a/live/${'live_'}${s};` },
  { where: 'htdigest', make: (n) => chars(n, 32, HEX), text: (s) => `bob:realm:${s}` },
  { where: 'crypt', make: (n) => chars(n, 12), text: (s) => `{"password_hash":"${s}"}` },
  {
    where: 'stripe webhook',
    make: (n) => `wh${''}sec_${chars(n, 32)}`,
    text: (s) => `env STRIPE=${s};`,
  },
  {
    where: 'bearer in return',
    make: (n) => chars(n, 24),
    text: (s) => `return 200 "Bearer ${s}";`,
  },
  {
    where: 'sentry dsn',
    make: (n) => chars(n, 32, HEX),
    text: (s) => `SENTRY_DSN=https://${s}@o1.ingest.sentry.io/1`,
  },
  { where: 'gitlab ci', make: (n) => chars(n, 24), text: (s) => `CI_JOB_TOKEN: "${s}"` },
  { where: 'multiline yaml', make: (n) => chars(n, 24), text: (s) => `password: >-\n  ${s}` },
  { where: 'xml', make: (n) => chars(n, 14), text: (s) => `<password>${s}</password>` },
  { where: 'toml', make: (n) => chars(n, 14), text: (s) => `secret_key = "${s}"` },
  {
    where: 'properties',
    make: (n) => chars(n, 14),
    text: (s) => `spring.datasource.password=${s}`,
  },
  {
    where: 'keystore',
    make: (n) => chars(n, 14),
    text: (s) => `-Djavax.net.ssl.keyStorePassword=${s}`,
  },
  {
    where: 'camel json',
    make: (n) => chars(n, 14),
    text: (s) => `{"dbPassword":"${s}","accessToken":"${s}"}`,
  },
  { where: 'camel env', make: (n) => chars(n, 14), text: (s) => `DB_PASS=${s}` },
  { where: 'short pass', make: (n) => chars(n, 14), text: (s) => `  pass: ${s}` },
  { where: 'smtp', make: (n) => chars(n, 14), text: (s) => `smtp://a%40b.c:${s}@mail:587` },
  { where: 'ftp', make: (n) => chars(n, 14), text: (s) => `ftp://a:${s}@h/` },
  { where: 'zh', make: (n) => chars(n, 14), text: (s) => `密码: ${s}` },
];
