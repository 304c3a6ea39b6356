/**
 * nginx configuration inside another file. What surrounds a piece is blanked,
 * so that the piece keeps its offsets: what is found in it, and the edits that
 * repair it, hold for the file as it is.
 */
import type { Range } from '../../text/edit.ts';
import type { Message } from '../../text/message.ts';
import type { Finding } from '../rule.ts';

export interface Piece {
  /** What the rules read. */
  readonly text: string;
  /** Where the piece stands in the file. */
  readonly range: Range;
  /** For text that was made up from settings: which part stands for which place in the file; null when offsets agree. */
  readonly origins: readonly Origin[] | null;
  /** Why edits cannot be written back; null when they can. */
  readonly notFixable: Message | null;
}

export interface Origin {
  /** Offset in the text, from which on it holds. */
  readonly from: number;
  readonly range: Range;
}

/** Something in the file that could not be understood. */
export interface Unclear {
  readonly message: Message;
  readonly range: Range;
  readonly severity: Finding['severity'];
  readonly rule: string;
}

export interface Extracted {
  readonly pieces: readonly Piece[];
  readonly unclear: readonly Unclear[];
}

/** The text with all but one range blanked; lines stay where they are. */
export function only(text: string, { start, end }: Range): string {
  return `${blank(text.slice(0, start))}${text.slice(start, end)}${blank(text.slice(end))}`;
}

export function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

/** Findings of a piece, as those of the file. One place of the file may stand for several of the piece; it is told once. */
export function allInFile(findings: readonly Finding[], piece: Piece): readonly Finding[] {
  const seen = new Map<string, Finding>();
  for (const finding of findings) {
    const found = inFile(finding, piece);
    const key = JSON.stringify([found.rule, found.range.start, found.message]);
    if (!seen.has(key)) seen.set(key, found);
  }
  return [...seen.values()];
}

/** A finding in a piece, as one of the file. */
function inFile(finding: Finding, piece: Piece): Finding {
  const { notFixable, origins } = piece;
  const place = (range: Range) => (origins ? originOf(origins, range.start) : range);
  // Whose directives are made from settings has to know which setting stands for them.
  const repair =
    notFixable && (origins || finding.edits.length > 0)
      ? { edits: [], notFixable }
      : { edits: finding.edits };
  return {
    ...finding,
    ...repair,
    range: place(finding.range),
    related: finding.related.map((r) => ({ ...r, range: place(r.range) })),
  };
}

function originOf(origins: readonly Origin[], offset: number): Range {
  let found = origins[0]?.range ?? { start: 0, end: 0 };
  for (const { from, range } of origins) if (from <= offset) found = range;
  return found;
}

/** Whether a text reads like nginx configuration that is worth linting. */
export function looksLikeNginx(text: string): boolean {
  return /\b(?:proxy|grpc|uwsgi)_(?:pass|ssl_\w+)\s|\b(?:server|upstream\s+\S+|location\s[^{};]+)\s*\{/.test(
    text,
  );
}
