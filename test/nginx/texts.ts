/** Texts made from a seed: what the parser and nginx are shown. */
import fc from 'fast-check';
import { encode } from '../../src/text/encoding.ts';

/** Words and punctuation in any order. */
export const soup = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('a', 'b c', ' ', '\n', '; ', ';\n', 'x y;\n') },
      {
        weight: 3,
        arbitrary: fc.constantFrom('"', "'", '\\', '$', '${', '}', '{', '#', ')', '\\"'),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom('\r', '\t', '"a"', "'b;'", '"{}#"', '\\\\', '\ufeff', '\u00a0'),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom('é', '\udcff', '😀', '\0', '\v', '${{', '$}', '"a")'),
      },
    ),
    { minLength: 1, maxLength: 14 },
  )
  .map((parts) => parts.join(''));

/** Words, quoted words and comments whose length is about what nginx can read. */
export const long = fc
  .record({
    open: fc.constantFrom('', '"', "'", '#', '\\', '${'),
    unit: fc.constantFrom('a', 'é', '€', '😀', '\udcff', '\\"', '\\t'),
    bytes: fc.integer({ min: 4086, max: 4100 }),
    after: fc.constantFrom(';', ' ;', '\n;', '{', ' ', '', ')', ' b;', '\n', '\r\n c d;\n'),
    before: fc.constantFrom('x ', '', ' \n', 'x y z; q ', '# c\n x '),
  })
  .map(({ open, unit, bytes, after, before }) => {
    const size = encode(unit).length;
    const count = Math.floor((bytes - open.length) / size);
    const fill = 'a'.repeat(bytes - open.length - count * size);
    const close = open === '"' || open === "'" ? open : '';
    return before + open + fill + unit.repeat(count) + close + after;
  });

/** Statements that nginx accepts in a server block. */
const STATEMENTS = [
  'set $a b;',
  'add_header X "a b;{";',
  'index a b\n  c;',
  'expires 1h;',
  'if ($a = "}"){ set $b "x"; }',
  'types { a/b c d; }',
  '# set $a b;',
  "return 200 'it\\'s';",
  'sub_filter a#b ${a}c;',
  'proxy_next_upstream error\n  timeout;',
  'proxy_ssl_protocols TLSv1.2\n TLSv1.3;',
  'error_page 404 403\n /x;',
  'proxy_set_header A b;',
  'proxy_hide_header X;',
];

/** A configuration that is right, with a few characters more, less or elsewhere. */
const { block } = fc.letrec<{ block: string }>((tie) => ({
  block: fc
    .array(
      fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom(...STATEMENTS),
        tie('block').map((b) => `location ~ "a{2}" {\n${b}\n}`),
        tie('block').map((b) => `location ~ x\n{ ${b} }`),
      ),
      { maxLength: 5 },
    )
    .map((statements) => statements.join('\n')),
}));
const change = fc.record({
  at: fc.nat(),
  remove: fc.integer({ min: 0, max: 2 }),
  insert: fc.constantFrom('', '', '', ';', '{', '}', '"', '#', '\n', 'set ', ' expires ', '\\'),
});
export const mutated = fc
  .record({
    right: block,
    changes: fc.array(change, { maxLength: 3 }),
    forgotten: fc.nat({ max: 12 }),
  })
  .map(({ right, changes, forgotten }) => {
    let semicolons = 0;
    const text = right.replace(/;/g, (c) => (semicolons++ === forgotten ? '' : c));
    return changes.reduce((t, { at, remove, insert }) => {
      const i = t.length === 0 ? 0 : at % t.length;
      return t.slice(0, i) + insert + t.slice(i + remove);
    }, text);
  });

/** A virtual host as people write them: any indentation, line ending, comments, one-line blocks. */
export const config = fc
  .record({
    indent: fc.constantFrom('\t', '  ', '    ', ''),
    newline: fc.constantFrom('\n', '\r\n'),
    pass: fc.constantFrom('proxy_pass https', 'grpc_pass grpcs', 'uwsgi_pass suwsgi'),
    hosts: fc.array(
      fc.constantFrom('a.example.com', '10.0.0.1:8443', '$name', '[::1]:443', 'é.example'),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
    oneLine: fc.boolean(),
    comment: fc.constantFrom('', ' # prod', ' #{;}'),
    extra: fc.array(fc.constantFrom(...STATEMENTS), { maxLength: 5 }),
    lastNewline: fc.boolean(),
  })
  .map(({ indent, newline, pass, hosts, oneLine, comment, extra, lastNewline }) => {
    const locations = hosts.flatMap((host, i) => {
      const inner = [`${pass}://${host};`, ...extra.slice(0, i)];
      const whole = inner.every((line) => !/[#\n]/.test(line));
      if (oneLine && whole) return [`location /${i} { ${inner.join(' ')} }${comment}`];
      const lines = inner.flatMap((line) => line.split('\n')).map((line) => indent + line);
      return [`location /${i} {${comment}`, ...lines, '}'];
    });
    const lines = ['server {', ...locations.map((line) => indent + line), '}'];
    return lines.join(newline) + (lastNewline ? newline : '');
  });
