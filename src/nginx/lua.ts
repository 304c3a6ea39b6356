/** The extent of Lua in OpenResty's `*_by_lua_block { … }`: braces in strings and comments do not count. */

const QUOTES = new Set(['"', "'"]);

/** Offset of the `}` that closes the block whose content starts at `start`; null when the text ends first. */
export function endOfLua(text: string, start: number): number | null {
  let depth = 0;
  let i = start;
  while (i < text.length) {
    const c = text[i] as string;
    if (c === '{') depth++;
    else if (c === '}') {
      if (depth === 0) return i;
      depth--;
    } else if (QUOTES.has(c)) i = endOfString(text, i, c);
    else if (c === '[') i = endOfLongBracket(text, i) ?? i;
    else if (c === '-' && text[i + 1] === '-') {
      i = endOfLongBracket(text, i + 2) ?? endOfLine(text, i + 2);
    }
    i++;
  }
  return null;
}

/** Offset of the closing quote; of the line's end when it is missing. */
function endOfString(text: string, start: number, quote: string): number {
  for (let i = start + 1; i < text.length; i++) {
    const c = text[i];
    if (c === quote || c === '\n') return i;
    if (c === '\\') i++;
  }
  return text.length;
}

/** Last offset of `[[ … ]]` or `[==[ … ]==]`; null when none starts here. */
function endOfLongBracket(text: string, start: number): number | null {
  if (text[start] !== '[') return null;
  let level = 0;
  while (text[start + 1 + level] === '=') level++;
  if (text[start + 1 + level] !== '[') return null;
  const close = text.indexOf(`]${'='.repeat(level)}]`, start + 2 + level);
  return close < 0 ? text.length : close + level + 1;
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}
