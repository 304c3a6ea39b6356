/** Where secrets stand on command lines and in the files of other programs than nginx. */
import type { Rule } from './rules.ts';

export const FILE_RULES: readonly Rule[] = [
  // curl and openssl as they are pasted together with their output.
  {
    kind: 'cookie',
    pattern: /(?<![\w-])(?:-b|--cookie)[ =]["']?[\w.-]{1,64}=(?!\$)(?<secret>[^\s"']{4,4096})/g,
    needs: ['-b ', '--cookie'],
  },
  {
    kind: 'password',
    pattern:
      /(?<![\w-])(?:-E|--(?:proxy-)?cert)[ =]["']?[^\s:"']{1,256}:(?<secret>[^\s"'\\/]{1,512})/g,
    needs: ['-e ', '--cert', '--proxy-cert'],
  },
  {
    kind: 'password',
    pattern: /\bopenssl [^\n]{0,200}?\s-(?:psk|k|K) (?!\$)["']?(?<secret>[^\s"']{4,512})/g,
    needs: ['openssl '],
  },
  // Directives of modules for LDAP, Redis and databases, whose values stand behind a space.
  {
    kind: 'password',
    pattern:
      /(?:^|[\n;{}])[ \t#>]{0,40}[a-z0-9_]{0,40}(?:passwd|password)\s{1,8}["']?(?!\$)(?<secret>[^\s;"'$]{3,512})["']?\s{0,4};/g,
    needs: ['passwd', 'password'],
  },
  {
    kind: 'password',
    pattern:
      /(?:redis2_query auth\s{1,8}|[:.]auth\(\s{0,4})["']?(?!\$)(?<secret>[^\s;"')$]{3,512})/g,
    needs: ['redis2_query auth', ':auth(', '.auth('],
  },
  {
    kind: 'token',
    pattern: /rtmps?:\/\/[^\s/]{1,128}\/[^\s/]{1,128}\/(?<secret>[^\s;"'/?]{8,512})/g,
    needs: ['rtmp'],
  },
  // .netrc, realm files of digest authentication, Docker's and Kubernetes' own files, XML, YAML.
  {
    kind: 'password',
    pattern: /\b(?:login|user)\s{1,8}[^\s]{1,128}\s{1,8}password\s{1,8}(?<secret>[^\s]{2,512})/g,
    needs: ['password'],
  },
  {
    kind: 'password-hash',
    pattern: /(?:^|\n)[ \t#>]{0,8}[^\s:]{1,64}:[^:\n]{1,64}:(?<secret>[0-9a-f]{32})(?=\s|$)/g,
    needs: [':'],
  },
  {
    kind: 'token',
    pattern: /"auth"\s{0,8}:\s{0,8}"(?<secret>[A-Za-z0-9+/]{12,4096}={0,2})"/g,
    needs: ['"auth"'],
  },
  {
    kind: 'private-key',
    pattern:
      /(?:client-key-data|tls\.key|ca\.key)["']?:[ \t]{0,8}["']?(?<secret>[A-Za-z0-9+/=]{12,65536})/g,
    needs: ['client-key-data', '.key'],
  },
  {
    kind: 'password',
    pattern:
      /<[\w.:-]{0,40}(?:password|passwd|secret|token|api-?_?key)>\s{0,8}(?<secret>[^<\s]{1,2048})\s{0,8}<\//gi,
    needs: ['password>', 'passwd>', 'secret>', 'token>', 'key>'],
  },
  {
    kind: 'password',
    pattern:
      /(?:password|passwd|secret|token|api_?key):[ \t]{1,8}[|>][+-]?[ \t]{0,8}\r?\n[ \t#>]{1,40}(?<secret>[^\s]{3,4096})/gi,
    needs: ['|', '>'],
  },
  {
    kind: 'password',
    pattern:
      /(?<![A-Za-z0-9])(?:(?:db|database|user|admin|root|smtp|mail|redis|mysql|pg|postgres|ftp|ldap|app|basic|key|ssl)_?pass|(?<=(?:^|\n)[ \t#>]{0,40})pass)["']?[ \t]{0,8}[=:][ \t]{0,8}["']?(?!\$|true\b|false\b|null\b)(?<secret>[^\s"';,]{3,512})/gi,
    needs: ['pass'],
  },
  // In Chinese text, where a password follows its word.
  {
    kind: 'password',
    pattern:
      /(?:密码|口令|密钥|令牌)\s{0,4}(?:是|为)?\s{0,4}[:：=]?\s{0,4}["'“]?(?<secret>[!#-&(-~]{6,512})/g,
    needs: ['密', '口令', '令牌'],
    accept: (secret) => /[A-Za-z]/.test(secret) && (/\d/.test(secret) || /[a-z][A-Z]/.test(secret)),
  },
];
