import type { Catalogue } from '../catalogue.ts';

export default {
  'redact.nothing': '文本中没有发现机密信息；分享之前请自己再看一遍。',
  'redact.count': '已去除 {count} 处；分享之前请自己再看一遍。',
} satisfies Catalogue;
