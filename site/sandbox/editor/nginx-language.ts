/** Colours for nginx's configuration, line by line. What is right or wrong in it the linter says. */
import { StreamLanguage, type StringStream } from '@codemirror/language';

interface State {
  /** The next word is the name of a directive. */
  first: boolean;
  /** The quote that a string over several lines ends with. */
  quote: string | null;
  /** The next word is a regular expression. */
  regex: boolean;
  depth: number;
}

const BLOCKS =
  /^(?:http|server|location|upstream|stream|events|mail|map|geo|if|types|split_clients|limit_except|match)$/;
/** What TLS towards the upstream depends on. */
const UPSTREAM = /^(?:(?:proxy|grpc|uwsgi)_(?:ssl\w*|pass)|include)$/;

export const nginx = StreamLanguage.define<State>({
  name: 'nginx',
  startState: () => ({ first: true, quote: null, regex: false, depth: 0 }),
  copyState: (state) => ({ ...state }),
  token: (stream, state) => (state.quote === null ? outside(stream, state) : quoted(stream, state)),
  indent: (state, textAfter, { unit }) =>
    Math.max(0, state.depth - (textAfter.startsWith('}') ? 1 : 0)) * unit,
  languageData: { commentTokens: { line: '#' }, indentOnInput: /^\s*\}$/ },
});

function outside(stream: StringStream, state: State): string | null {
  if (stream.eatSpace()) return null;
  const next = stream.next() ?? '';
  if (next === '#') {
    stream.skipToEnd();
    return 'comment';
  }
  if (next === '"' || next === "'") {
    state.quote = next;
    return quoted(stream, state);
  }
  if (next === ';' || next === '{' || next === '}') return punctuation(next, state);
  if (next === '$' && !state.regex) {
    if (stream.match(/^\{\w+\}|^\w+/)) return 'variableName';
    return null;
  }
  return word(stream, state);
}

function punctuation(mark: string, state: State): string {
  state.first = true;
  state.regex = false;
  if (mark === '{') state.depth++;
  if (mark === '}') state.depth = Math.max(0, state.depth - 1);
  return mark === ';' ? 'punctuation' : 'brace';
}

function word(stream: StringStream, state: State): string | null {
  const { first, regex } = state;
  // A variable inside of a word is a token of its own, except in a regular expression.
  stream.match(regex ? /^(?:\\.|[^\s;{]|\{\d)*/ : /^(?:\\.|[^\s;{}$"'])*/);
  const text = stream.current();
  state.first = false;
  state.regex = /^!?~\*?$/.test(text);
  if (regex) return 'regexp';
  if (state.regex) return 'operator';
  if (first)
    return BLOCKS.test(text) ? 'keyword' : UPSTREAM.test(text) ? 'labelName' : 'propertyName';
  if (/^(?:on|off)$/.test(text)) return 'bool';
  return /^\d+(?:\.\d+)?(?:[kmgshdwy]|ms)?$/i.test(text) ? 'number' : null;
}

/** Inside quotes; variables show there, too. */
function quoted(stream: StringStream, state: State): string {
  state.first = false;
  if (stream.pos > stream.start && stream.current() !== state.quote) return 'string';
  if (stream.match(/^\$(?:\{\w+\}|\w+)/)) return 'variableName';
  while (!stream.eol()) {
    const c = stream.next();
    if (c === '\\') stream.next();
    else if (c === state.quote) {
      state.quote = null;
      break;
    } else if (stream.match(/^\$(?:\{\w+\}|\w)/, false)) break;
  }
  return 'string';
}
