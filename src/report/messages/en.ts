import type { Catalogue } from './catalogue.ts';
import ask from './en/ask.ts';
import causeTitles from './en/cause-titles.ts';
import causesConfig from './en/causes-config.ts';
import causesMtls from './en/causes-mtls.ts';
import causesName from './en/causes-name.ts';
import causesParameters from './en/causes-parameters.ts';
import causesTransport from './en/causes-transport.ts';
import causesTrust from './en/causes-trust.ts';
import cli from './en/cli.ts';
import deadEnds from './en/dead-ends.ts';
import diagnosis from './en/diagnosis.ts';
import fix from './en/fix.ts';
import harden from './en/harden.ts';
import inspect from './en/inspect.ts';
import kb from './en/kb.ts';
import lint from './en/lint.ts';
import log from './en/log.ts';
import lsp from './en/lsp.ts';
import probe from './en/probe.ts';
import redact from './en/redact.ts';
import rehearse from './en/rehearse.ts';
import report from './en/report.ts';
import sandbox from './en/sandbox.ts';
import syntax from './en/syntax.ts';
import write from './en/write.ts';

/** The English sentences, a file an area. A function, so that nothing is read of a language that nobody asks for. */
// biome-ignore format: one area a line
export const en = (): readonly Catalogue[] => [
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
