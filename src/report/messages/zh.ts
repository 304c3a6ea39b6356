import type { Catalogue } from './catalogue.ts';
import ask from './zh/ask.ts';
import causeTitles from './zh/cause-titles.ts';
import causesConfig from './zh/causes-config.ts';
import causesMtls from './zh/causes-mtls.ts';
import causesName from './zh/causes-name.ts';
import causesParameters from './zh/causes-parameters.ts';
import causesTransport from './zh/causes-transport.ts';
import causesTrust from './zh/causes-trust.ts';
import cli from './zh/cli.ts';
import deadEnds from './zh/dead-ends.ts';
import diagnosis from './zh/diagnosis.ts';
import fix from './zh/fix.ts';
import harden from './zh/harden.ts';
import inspect from './zh/inspect.ts';
import kb from './zh/kb.ts';
import lint from './zh/lint.ts';
import log from './zh/log.ts';
import lsp from './zh/lsp.ts';
import probe from './zh/probe.ts';
import redact from './zh/redact.ts';
import rehearse from './zh/rehearse.ts';
import report from './zh/report.ts';
import sandbox from './zh/sandbox.ts';
import syntax from './zh/syntax.ts';
import write from './zh/write.ts';

/** The Chinese sentences, a file an area. A function, so that nothing is read of a language that nobody asks for. */
// biome-ignore format: one area a line
export const zh = (): readonly Catalogue[] => [
  diagnosis,
  deadEnds,
  causesTransport,
  causesName,
  causesTrust,
  causesParameters,
  causesMtls,
  causesConfig,
  causeTitles,
  ask,
  cli,
  fix,
  harden,
  inspect,
  kb,
  lint,
  lsp,
  redact,
  report,
  sandbox,
  syntax,
  log,
  probe,
  rehearse,
  write,
];
