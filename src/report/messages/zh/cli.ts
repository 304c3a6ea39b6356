import type { Catalogue } from '../catalogue.ts';

export default {
  'cli.not-built-yet': '这一部分正在构建中',
} satisfies Catalogue;
