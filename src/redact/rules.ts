/**
 * What secrets look like and where they stand, in nginx configuration, logs,
 * headers, environment files and the output of TLS tools. Every pattern takes
 * time in proportion to the text: repetitions are bounded, or can begin only
 * where no character of their own kind stands before.
 */

import { FILE_RULES } from './file-rules.ts';

export type SecretKind =
  | 'private-key'
  | 'password'
  | 'token'
  | 'aws-key'
  | 'arn'
  | 'jwt'
  | 'cookie'
  | 'session-key'
  | 'password-hash';

export interface Rule {
  readonly kind: SecretKind;
  /** Global. The named group that took part is what goes; the whole match where there is none. */
  readonly pattern: RegExp;
  /** One of these, in lower case, stands in every text that matches. */
  readonly needs: readonly string[];
  /** Turns down what only looks alike. */
  readonly accept?: (secret: string, match: RegExpExecArray) => boolean;
}

/** Names whose value is a secret, wherever a name stands before a value. */
const SECRET_NAME =
  '(?:[A-Za-z0-9_.-]{0,40}[_.-])?(?:(?:db|pg|user|admin|root|key|keystore|truststore|client|smtp|redis|mysql|ssl)?passw(?:or)?d(?:[_-]?hash)?|passwd|pwd|passphrase|secret|client[_-]?secret|secret[_-]?key(?:[_-]?base)?|(?:access|auth|refresh|id|bearer|api|session|csrf|xsrf|private|bot|deploy|secret)[_-]?token|token|api[_-]?key|apikey|auth[_-]?key|access[_-]?key(?:[_-]?id)?|account[_-]?key|shared[_-]?access[_-]?key|secret[_-]?access[_-]?key|encryption[_-]?key|signing[_-]?key|master[_-]?key|private[_-]?key|credentials?|requirepass|masterauth)';
const NAME_START = '(?<![A-Za-z0-9_.$-])';
/** Values that say where a secret is, or that there is none. */
const NO_VALUE =
  '(?!(?:\\$|true\\b|false\\b|null\\b|none\\b|on\\b|off\\b|yes\\b|no\\b|unset\\b|required\\b|optional\\b|\\*{3,}|x{4,}|\\[?redacted|<[^>]{0,60}>|\\{\\{|/[\\w.-]+/|\\./|REDACTED))';

const HEADERS =
  '(?:proxy-)?authorization|x-(?:[a-z0-9]+-){0,4}(?:key|token|secret|auth|password|signature|api-?key)|api-?key|apikey|x-auth-[a-z]+|private-token|x-amz-security-token|ocp-apim-subscription-key';

/** In order: of matches that overlap the first and longest counts. */
export const RULES: readonly Rule[] = [
  // Keys: everything between the markers, across lines, escaped line ends and quoting.
  {
    kind: 'private-key',
    pattern:
      /-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----(?<secret>[\s\S]{0,65536}?)(?=-----END |-----BEGIN |$(?![\s\S]))/g,
    needs: ['private key'],
  },
  {
    kind: 'private-key',
    pattern: /Private-Lines: \d{1,4}\r?\n(?<secret>(?:[A-Za-z0-9+/=]{1,128}\r?\n?){1,200})/g,
    needs: ['private-lines'],
  },
  { kind: 'private-key', pattern: /AGE-SECRET-KEY-1[A-Z0-9]{30,100}/g, needs: ['age-secret'] },
  // What openssl s_client prints of a session, and key logs of browsers and curl.
  {
    kind: 'session-key',
    pattern:
      /(?:Master-Key|Resumption PSK|PSK|Early secret)\s{0,20}:\s{0,4}(?<secret>[0-9A-Fa-f]{16,256})/g,
    needs: ['master-key', 'psk', 'early secret'],
  },
  {
    kind: 'session-key',
    pattern:
      /TLS session ticket:\r?\n(?<secret>(?:[ \t#>]*[0-9a-f]{4,8} - [^\n]{1,100}\n?){1,200})/g,
    needs: ['session ticket'],
  },
  {
    kind: 'session-key',
    pattern:
      /(?:CLIENT_RANDOM|(?:CLIENT|SERVER)_(?:HANDSHAKE_|EARLY_)?TRAFFIC_SECRET(?:_0)?|EXPORTER_SECRET|EARLY_EXPORTER_SECRET) [0-9a-fA-F]{64} (?<secret>[0-9a-fA-F]{64,128})/g,
    needs: ['_random', '_secret'],
  },
  // Tokens that are known by their form.
  {
    kind: 'arn',
    pattern:
      /(?<![\w:])arn:aws[a-z-]{0,20}:[a-z0-9-]{0,40}:[a-z0-9-]{0,30}:(?:\d{12})?:[^\s"'`,;)\]}<>]{1,512}/g,
    needs: ['arn:aws'],
  },
  {
    kind: 'aws-key',
    pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
    needs: ['akia', 'asia', 'aroa', 'aida', 'abia', 'acca'],
  },
  {
    kind: 'jwt',
    pattern:
      /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]{0,}){1,3}/g,
    needs: ['eyj'],
  },
  known('gh[pousr]_[A-Za-z0-9]{30,255}', 'gh'),
  known('github_pat_[A-Za-z0-9_]{22,255}', 'github_pat'),
  known('gl(?:pat|ptt|dt|rt|cbt|ft|soat|agent)-[A-Za-z0-9_-]{20,255}', 'gl'),
  known('xox[abeoprs]-[A-Za-z0-9-]{10,255}', 'xox'),
  known('xapp-\\d-[A-Za-z0-9-]{10,255}', 'xapp'),
  known('AIza[A-Za-z0-9_-]{35}', 'aiza'),
  known('ya29\\.[A-Za-z0-9_-]{20,2048}', 'ya29'),
  known('GOCSPX-[A-Za-z0-9_-]{20,64}', 'gocspx'),
  known('[sr]k_(?:live|test)_[A-Za-z0-9]{10,255}', 'k_live', 'k_test'),
  known('whsec_[A-Za-z0-9+/=]{16,128}', 'whsec'),
  known('SG\\.[A-Za-z0-9_-]{16,64}\\.[A-Za-z0-9_-]{16,128}', 'sg.'),
  known('SK[0-9a-f]{32}', 'sk'),
  known('npm_[A-Za-z0-9]{30,64}', 'npm_'),
  known('pypi-[A-Za-z0-9_-]{40,512}', 'pypi-'),
  known('sk-[A-Za-z0-9_-]{20,255}', 'sk-'),
  known('hf_[A-Za-z0-9]{30,64}', 'hf_'),
  known('do[opr]_v1_[0-9a-f]{40,80}', '_v1_'),
  known('hv[sbr]\\.[A-Za-z0-9_-]{20,512}', 'hvs.', 'hvb.', 'hvr.'),
  known('dp\\.(?:pt|st|ct|sa)\\.[A-Za-z0-9]{30,64}', 'dp.'),
  known('shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}', 'shp'),
  known('\\d{8,10}:AA[A-Za-z0-9_-]{33}', ':aa'),
  known('key-[0-9a-f]{32}', 'key-'),
  known('lin_api_[A-Za-z0-9]{32,64}', 'lin_api'),
  known('ATATT3[A-Za-z0-9_=-]{40,255}', 'atatt3'),
  known('dapi[0-9a-f]{32}', 'dapi'),
  known('NRAK-[A-Z0-9]{27}', 'nrak-'),
  known('gl(?:sa|c)_[A-Za-z0-9_=+/]{32,255}', 'glsa_', 'glc_'),
  known('dckr_pat_[A-Za-z0-9_-]{20,64}', 'dckr_pat'),
  known('sq0[a-z]{3}-[A-Za-z0-9_-]{22,64}', 'sq0'),
  known('AC[0-9a-f]{32}', 'ac'),
  {
    kind: 'token',
    pattern: /hooks\.slack\.com\/(?:services|workflows)\/(?<secret>[A-Za-z0-9/_+-]{20,200})/g,
    needs: ['hooks.slack'],
  },
  {
    kind: 'token',
    pattern: /discord(?:app)?\.com\/api\/webhooks\/(?<secret>\d{10,24}\/[A-Za-z0-9_-]{20,120})/g,
    needs: ['api/webhooks'],
  },
  // Passwords in URLs: databases, Redis, AMQP, proxies, Git.
  {
    kind: 'password',
    pattern:
      /(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,30}:\/\/[^\s:@/"'`<>]{0,256}:(?!\$)(?<secret>[^\s/"'`<>]{1,512})@(?=[\w[.-])/g,
    needs: ['://'],
  },
  {
    kind: 'token',
    pattern: /(?<![A-Za-z0-9+.-])https?:\/\/(?<secret>[A-Za-z0-9_-]{20,255})@(?=[\w[.-])/g,
    needs: ['://'],
  },
  // Headers, as nginx sets them and as curl and logs show them.
  {
    kind: 'token',
    pattern: new RegExp(
      `(?:set_header|add_header|pass_header|_param|headers)\\s{1,8}["']?(?:${HEADERS})["']?\\s{1,8}(?:"(?<a>[^"$\\n]{1,2048})"|'(?<b>[^'$\\n]{1,2048})'|(?<c>[^\\s"'$;]{1,2048}))`,
      'gi',
    ),
    needs: ['header', '_param'],
  },
  {
    kind: 'token',
    pattern:
      /(?<![A-Za-z0-9])(?:Basic|Bearer|ApiKey|Api-Key|Token|Negotiate|NTLM|SharedAccessSignature) (?!\$)(?<secret>[A-Za-z0-9+/=._~:-]{6,4096})/gi,
    needs: ['basic ', 'bearer ', 'key ', 'token ', 'negotiate ', 'ntlm ', 'sharedaccess'],
    accept: (secret) => !isWord(secret) && !/^[a-z]+=/i.test(secret),
  },
  {
    kind: 'token',
    pattern: new RegExp(
      `(?<![A-Za-z0-9-])(?:${HEADERS})["']?[ \\t]{0,4}:[ \\t]{0,4}["']?(?:(?:Basic|Bearer|Token|Digest|ApiKey)\\s)?${NO_VALUE}(?<secret>[^\\s"'\`;]{1,4096})`,
      'gi',
    ),
    needs: ['authorization', 'key', 'token', 'secret', 'auth', 'password', 'signature'],
  },
  {
    kind: 'token',
    pattern: /(?<![a-z-])(?:response|nonce|cnonce|opaque)="(?<secret>[^"\n]{8,512})"/g,
    needs: ['response="', 'nonce="', 'opaque="'],
  },
  // Cookies by the names of the usual ones; whole Cookie headers are taken apart in finders.ts.
  {
    kind: 'cookie',
    pattern:
      /(?<![A-Za-z0-9_-])(?:PHPSESSID|JSESSIONID|ASP\.NET_SessionId|connect\.sid|laravel_session|sessionid|session_id|csrftoken|_session|remember_token|sid)=(?!\$)(?<secret>[A-Za-z0-9%._:+/-]{8,4096})/gi,
    needs: ['ses', 'sid', 'csrftoken', 'remember_token'],
  },
  // Query strings: in request lines, upstreams, referrers.
  {
    kind: 'token',
    pattern: new RegExp(
      `[?&;](?:amp;)?(?:${SECRET_NAME}|auth|sig|signature|hmac|x-amz-(?:signature|credential|security-token)|jwt|otp|pass|pw|session(?:[_-]?id)?|ticket|assertion|saml(?:request|response))=${NO_VALUE}(?<secret>[^&\\s"'#;<>]{3,4096})`,
      'gi',
    ),
    needs: ['?', '&'],
  },
  {
    kind: 'token',
    pattern: /[?&](?:key|code|auth_code|k)=(?!\$)(?<secret>[A-Za-z0-9%._~-]{16,4096})/g,
    needs: ['key=', 'code=', '?k=', '&k='],
  },
  // nginx: secrets that a directive carries or a condition compares with.
  {
    kind: 'token',
    pattern: /secure_link_secret\s{1,8}["']?(?<secret>[^\s;"']{1,512})/g,
    needs: ['secure_link'],
  },
  {
    kind: 'token',
    pattern:
      /secure_link_(?:md5|hmac_secret)\s[^;\n]{0,400}?(?<=[\s"'}])(?<secret>(?<![$\w{])[A-Za-z0-9!@#%^&*+_.-]{4,256})(?=["']?\s{0,4};)/g,
    needs: ['secure_link'],
  },
  {
    kind: 'token',
    pattern:
      /\(\s{0,4}\$(?:http|arg|cookie|sent_http)_[a-z0-9_]{0,60}(?:key|token|secret|auth|authorization|password|pass|session|sid|purge)[a-z0-9_]{0,40}\s{0,4}!?[=~]{1,2}\*?\s{0,4}["']?(?!\^?\$?["')])(?<secret>[^"')\s]{3,512})/g,
    needs: ['$http_', '$arg_', '$cookie_'],
  },
  {
    kind: 'token',
    pattern: new RegExp(
      `(?:^|[;{}\\s])set\\s{1,8}\\$${SECRET_NAME.replace('[A-Za-z0-9_.-]{0,40}[_.-]', '[A-Za-z0-9_]{0,40}_')}\\s{1,8}["']?${NO_VALUE}(?<secret>[^\\s;"']{3,512})`,
      'gi',
    ),
    needs: ['set'],
  },
  // Names with values: environment, YAML, JSON, INI, connection strings, command lines.
  {
    kind: 'password',
    pattern: new RegExp(
      `${NAME_START}${SECRET_NAME}\\\\?["']?[ \\t]{0,8}(?::=|=>|=|:)[ \\t]{0,8}(?:"(?=[^"])${NO_VALUE}(?<a>[^"\\n]{1,2048})"|'(?=[^'])${NO_VALUE}(?<b>[^'\\n]{1,2048})'|\\\\"${NO_VALUE}(?<d>[^"\\\\\\n]{1,2048})\\\\"|${NO_VALUE}(?<c>[^\\s"'\`;,&<>(){}\\\\]{3,2048}))`,
      'gi',
    ),
    needs: ['pass', 'pwd', 'secret', 'token', 'key', 'credential', 'requirepass', 'masterauth'],
    // In a sentence (`invalid token: expected …`) a plain word is no value.
    accept: (secret, match) =>
      !((isWord(secret) || /^[A-Z][A-Z0-9]{1,4}$/.test(secret)) && isInSentence(match)) &&
      !isPkcs11(match),
  },
  {
    kind: 'password',
    pattern:
      /(?:fastcgi|uwsgi|scgi|grpc|proxy)_(?:param|set_header)\s{1,8}[A-Za-z0-9_-]{0,60}(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_KEY|PRIVATE_KEY)[A-Za-z0-9_-]{0,40}\s{1,8}["']?(?!\$)(?<secret>[^\s;"'$]{1,512})/gi,
    needs: ['_param', '_set_header'],
  },
  {
    kind: 'password',
    pattern:
      /(?<![\w-])--(?:[a-z]{1,20}-)?(?:password|passwd|pass|secret|token|api-key|auth-token)[= ](?![-$])["']?(?<secret>[^\s"';]{2,512})/g,
    needs: ['--'],
  },
  {
    kind: 'password',
    pattern:
      /(?<![\w-])(?:-u|--user|--proxy-user|-U)[ =]["']?[^\s:"'$]{1,100}:(?!\$)(?<secret>[^\s"']{1,512})/g,
    needs: ['-u', '--user', '--proxy-user'],
  },
  {
    kind: 'password',
    pattern:
      /(?:^|\n)(?:[ \t#]{0,8}(?:requirepass|masterauth)|[ \t]{0,8}AUTH)[ \t]{1,8}(?<secret>[^\s]{4,512})/g,
    needs: ['requirepass', 'masterauth', 'auth '],
  },
  {
    kind: 'password',
    pattern: /(?<![\w-])-pass(?:in|out)?[ =](?:"|')?pass:(?<secret>[^\s"']{1,512})/g,
    needs: ['pass:'],
  },
  // Hashes of passwords, as htpasswd and shadow files hold them.
  {
    kind: 'password-hash',
    pattern: /\$(?:apr1|1|2[abxy]?|5|6|7|y|argon2(?:id|i|d))\$[A-Za-z0-9./$=,+]{8,300}/g,
    needs: ['$'],
  },
  {
    kind: 'password-hash',
    pattern: /\{(?:SSHA|SHA|SSHA512|MD5|CRYPT|PLAIN)\}(?<secret>[A-Za-z0-9+/=.$]{4,300})/g,
    needs: ['{'],
  },
  ...FILE_RULES,
];

/** Letters only, of one case: prose, not a secret. */
function isWord(text: string): boolean {
  return /^[A-Za-z]?[a-z]*[.,:]?$/.test(text);
}

/** Behind other words, with a colon: `invalid token: expected`, `X509_check_private_key:key values mismatch`. */
function isInSentence(match: RegExpExecArray): boolean {
  if (!/^[^:=]*:(?!=)/.test(match[0])) return false;
  return /(?:[a-z)] |:)$/.test(match.input.slice(Math.max(0, match.index - 2), match.index));
}

/** `pkcs11:token=…` says on which device a key is. */
function isPkcs11({ input, index }: RegExpExecArray): boolean {
  return input.slice(Math.max(0, index - 7), index) === 'pkcs11:';
}

/** A token that is known by its form wherever it stands. */
function known(form: string, ...needs: readonly string[]): Rule {
  return {
    kind: 'token',
    pattern: new RegExp(`(?<![A-Za-z0-9_-])${form}(?![A-Za-z0-9_])`, 'g'),
    needs,
  };
}
