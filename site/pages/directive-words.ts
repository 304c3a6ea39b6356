/** Words of the directive pages. */
import type { Both } from '../../src/kb/compile.ts';

export const DIRECTIVE_WORDS = {
  default: { en: 'Default', zh: '默认值' },
  contexts: { en: 'Contexts', zh: '可用位置' },
  since: { en: 'Known since', zh: '起始版本' },
  variables: { en: 'Variables since', zh: '支持变量的版本' },
  never: { en: 'never', zh: '不支持变量' },
  inheritance: { en: 'Inheritance', zh: '继承' },
  repeat: { en: 'Twice at one level', zh: '同层重复' },
  context: { en: 'SSL context', zh: 'SSL 上下文' },
  module: { en: 'Official documentation', zh: '官方文档' },
  single: {
    en: 'By itself: the value of the innermost level that sets it.',
    zh: '独立继承：取最内层设置的值。',
  },
  set: {
    en: 'As a whole set: the innermost level that has it replaces the outer one, and the words of that level add up.',
    zh: '作为整体集合：最内层出现即取代外层，同层各词合并。',
  },
  array: {
    en: 'As a whole list: one at a level hides all those of the outer levels.',
    zh: '作为整体列表：某层只要有一条，外层的就全部失效。',
  },
  refused: {
    en: 'Refused: “directive is duplicate”.',
    zh: '拒绝启动，报 “directive is duplicate”。',
  },
  added: { en: 'Added to the first.', zh: '与前一条合并。' },
  ownContext: {
    en: 'Setting it gives the level an SSL context of its own.',
    zh: '设置后该层拥有自己的 SSL 上下文。',
  },
  perConnection: {
    en: 'Read for each connection; the level may share the context of its parent (from 1.23.1).',
    zh: '按连接读取；该层可与上层共用上下文（1.23.1 起）。',
  },
  pitfalls: { en: 'Pitfalls', zh: '常见陷阱' },
  families: { en: 'The same in other families', zh: '其他模块中的同类指令' },
  entries: { en: 'Entries that name it', zh: '相关条目' },
  from: { en: 'from {version}', zh: '{version} 起' },
  nothing: { en: 'nothing is set', zh: '未设置' },
  everyVersion: { en: 'in every version', zh: '所有版本' },
  hostOfPass: {
    en: 'the host of the pass directive; for an upstream group, the name of the group',
    zh: 'pass 指令中的主机名；使用 upstream 组时为组名',
  },
  indexSummary: {
    en: 'Fourteen each for proxy, grpc and uwsgi, sixteen for stream. None may stand in upstream, if or limit_except, and those of one family do nothing for another.',
    zh: 'proxy、grpc、uwsgi 各十四条，stream 十六条。都不能写在 upstream、if 或 limit_except 中，一个模块的指令对另一个模块不起作用。',
  },
} satisfies Record<string, Both>;
