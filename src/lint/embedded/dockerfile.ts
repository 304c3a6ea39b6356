/** Configuration that a Dockerfile carries in heredocs: `COPY <<EOF /etc/nginx/nginx.conf`, `RUN cat <<EOF > …`. */
import { message } from '../../text/message.ts';
import { type Extracted, looksLikeNginx, only, type Piece, type Unclear } from './piece.ts';

const INSTRUCTION = /^[ \t]*(?:COPY|ADD|RUN)\b[^\n]*?<<(-?)(["']?)([A-Za-z_]\w*)\2[^\n]*\n/gim;

/** The heredocs that hold nginx configuration. Nothing is run, so what `RUN` computes stays unknown. */
export function fromDockerfile(text: string): Extracted {
  const pieces: Piece[] = [];
  const unclear: Unclear[] = [];
  INSTRUCTION.lastIndex = 0;
  for (let m = INSTRUCTION.exec(text); m; m = INSTRUCTION.exec(text)) {
    const [head, dash, quote, name = ''] = m;
    const start = m.index + head.length;
    const end = endOf(text, start, name, dash === '-');
    if (end === null) {
      const range = { start: m.index, end: start - 1 };
      unclear.push({
        rule: 'unreadable',
        severity: 'error',
        range,
        message: message('lint.embedded.heredoc-open', { name }),
      });
      break;
    }
    INSTRUCTION.lastIndex = end;
    const content = text.slice(start, end);
    if (!looksLikeNginx(content)) continue;
    const expands = !quote && content.includes('$');
    pieces.push({
      text: only(text, { start, end }),
      range: { start, end },
      origins: null,
      notFixable: expands ? message('lint.embedded.heredoc-expands', { name }) : null,
    });
  }
  return { pieces, unclear };
}

/** Offset of the line that ends a heredoc; with `<<-` tabs may stand before the word. */
function endOf(text: string, start: number, name: string, dash: boolean): number | null {
  for (let at = start; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end).replace(/\r$/, '');
    if ((dash ? line.replace(/^\t+/, '') : line) === name) return at;
    at = end + 1;
  }
  return null;
}
