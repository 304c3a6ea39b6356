/** What is worked out beside the diagnosis, in a worker of its own that is loaded after the editor. */
import {
  buildScopes,
  DEFAULT_SETTINGS,
  type Edit,
  htmlReport,
  lint,
  lintRows,
  loadConfig,
  markdownReport,
  memoryFiles,
  printable,
  readEvidence,
  redact,
  upstreamPaths,
} from '../../src/index.ts';
import { addSentences } from '../../src/report/messages/catalogue.ts';
import { LineIndex } from '../../src/text/lines.ts';
import type {
  Files,
  FurtherAnswer,
  FurtherRequest,
  Sentences,
  Shared,
  ShownFinding,
} from './protocol.ts';

type Asked<Kind extends FurtherRequest['kind']> = Extract<FurtherRequest, { kind: Kind }>;

function answerTo(request: FurtherRequest): unknown {
  if (request.kind === 'evidence') return readEvidence('s_client', request.text);
  if (request.kind === 'lint') return findings(request);
  if (request.kind === 'share') return shareable(request);
  return request.format === 'html' ? htmlReport(request.view) : markdownReport(request.view);
}

function findings(asked: Asked<'lint'>): readonly ShownFinding[] {
  const config = written(asked.config);
  const [main] = Object.keys(config);
  if (main === undefined) return [];
  const set = loadConfig(main, memoryFiles(config));
  const { versions, language } = asked;
  const found = lint(
    {
      set,
      scopes: buildScopes(set),
      paths: upstreamPaths(set, versions),
      versions,
      files: new Map(),
      now: Date.now(),
      expiresWithinDays: 30,
    },
    DEFAULT_SETTINGS,
  );
  const place = placesIn(set, config);
  return lintRows(found, set, language).map(({ related: _, ...row }) => ({
    ...row,
    text: printable(row.text),
    notFixable: row.notFixable && printable(row.notFixable),
    pane: place(row.file).pane(row.line),
    edits: row.edits.map((edit) => place(edit.file).edit(edit)),
  }));
}

/** From places in files to places in what was entered, which may be the output of `nginx -T`. */
function placesIn({ dump }: ReturnType<typeof loadConfig>, entered: Files) {
  const text = dump === undefined ? '' : (entered[dump.path] ?? '');
  const lines = new LineIndex(text);
  return (file: string) => {
    const part = dump?.parts.get(file);
    if (dump === undefined || part === undefined)
      return { pane: (line: number) => ({ file, line }), edit: (edit: Edit) => edit };
    const before = lines.line(part.start) - 1;
    const moved = (offset: number) => offset + part.start;
    return {
      pane: (line: number) => ({ file: dump.path, line: line + before }),
      edit: (edit: Edit): Edit => ({
        file: dump.path,
        start: moved(edit.start),
        end: moved(edit.end),
        text: edit.text,
      }),
    };
  };
}

/** Log and configuration without their secrets, as one text. */
function shareable({ log, config, renameHosts }: Asked<'share'>): Shared {
  const parts = [
    ...(log.trim() === '' ? [] : [`# error.log\n${log.trimEnd()}\n`]),
    ...Object.entries(written(config)).map(([path, text]) => `# ${path}\n${text.trimEnd()}\n`),
  ];
  const { text, findings } = redact(parts.join('\n'), { names: renameHosts });
  return { text, taken: findings.length };
}

/** Without files that nothing was entered in. */
function written(files: Files): Files {
  return Object.fromEntries(Object.entries(files).filter(([, text]) => text.trim() !== ''));
}

self.onmessage = ({ data }: MessageEvent<Sentences | { id: number; request: FurtherRequest }>) => {
  if ('kind' in data) {
    addSentences(data.language, data.sentences);
    return;
  }
  const { id, request } = data;
  const answer = (message: FurtherAnswer) => self.postMessage(message);
  try {
    answer({ id, answer: answerTo(request) });
  } catch (error) {
    answer({ id, failed: String(error) });
  }
};
