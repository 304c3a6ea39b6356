/**
 * Places of a template whose content only its rendering knows. What stands there
 * is not checked, and that is said with its line: a template without findings is
 * one that could be read.
 */
import type { Item, TemplateTag } from '../nginx/tree.ts';
import { message } from '../text/message.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import { TLS_NAMES } from './effect.ts';
import { placeOf, settingsIn } from './places.ts';
import type { LintContext, RawFinding } from './rule.ts';

/** Tags that decide or repeat, and bring no text of their own. */
const GO_CONTROL =
  /^\{\{-?\s*(?:(?:if|else|end|range|with|define|block|break|continue)\b|\/\*|\$\w*\s*:?=|-?\}\})/;

export function* unclearPlaces({ set, paths }: LintContext): Iterable<RawFinding> {
  for (const { path: file, text, items } of set.files.values())
    for (const tag of tagsIn(items)) {
      if (!brings(tag, text.slice(tag.start, tag.end))) continue;
      const { start, end } = tag;
      const params = { tag: text.slice(start, end) };
      yield { file, range: { start, end }, message: message('lint.template-insert', params) };
    }
  for (const path of paths) {
    for (const at of undecidedSettings(path)) yield unclearValue(at);
    if (path.tls === 'depends' && path.target.pass.unknown.some(({ why }) => why === 'template'))
      yield unclearValue(path.pass);
  }
}

function unclearValue(at: UpstreamTls['pass']): RawFinding {
  const params = { directive: at.directive.name };
  return { ...placeOf(at), message: message('lint.template-value', params) };
}

/** Tags among directives, not those in data such as `map`. */
function tagsIn(items: readonly Item[], found: TemplateTag[] = []): readonly TemplateTag[] {
  for (const item of items) {
    if (item.kind === 'template') found.push(item);
    else if (item.kind === 'directive' && item.block?.content === 'directives')
      tagsIn(item.block.items, found);
  }
  return found;
}

/** Whether the tag is replaced by text that may hold directives. */
function brings({ syntax }: TemplateTag, text: string): boolean {
  switch (syntax) {
    case 'go':
      return !GO_CONTROL.test(text);
    case 'jinja':
      return text.startsWith('{{') || /^\{%[-+]?\s*(?:include|call|extends)\b/.test(text);
    case 'erb':
      return /^<%-?=/.test(text);
    case 'envsubst':
      return true;
  }
}

function undecidedSettings({ settings, tls }: UpstreamTls): readonly UpstreamTls['pass'][] {
  const found: UpstreamTls['pass'][] = [];
  if (tls === 'no') return found;
  for (const { undecided, origin } of settingsIn(settings))
    if (undecided && origin.kind === 'directive' && TLS_NAMES.has(origin.at.directive.name))
      found.push(origin.at);
  return found;
}
